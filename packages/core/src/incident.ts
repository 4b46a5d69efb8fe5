import type { JsonObject } from './json.ts';
import type { Message, ToolCall } from './output.ts';
import type { Place } from './place.ts';
import type { Severity } from './policy.ts';

/** A real failure in production that was written down and became cases. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Dates as `YYYY-MM-DD` or ISO date-times. */
  readonly occurred?: string;
  readonly detected?: string;
  readonly closed?: string;
  readonly owner?: string;
  readonly postmortem?: string;
  readonly summary?: string;
  readonly rootCause?: string;
  /** The system's configuration at the time. */
  readonly configuration?: JsonObject;
  readonly guards: readonly Guard[];
  /** Where the account comes from, and under which licence. */
  readonly attribution?: string;
  readonly place: Place;
}

/** A case that guards an incident, with the recorded pair that proves it. */
export interface Guard {
  readonly set: string;
  readonly case: string;
  /** Left out: the guard is unproven. */
  readonly bad?: RecordedOutput;
  readonly good?: RecordedOutput;
}

/** An output as an incident file holds it. */
export interface RecordedOutput {
  readonly text?: string;
  readonly messages?: readonly Message[];
  readonly toolCalls?: readonly ToolCall[];
  /** Where it comes from: `verbatim` or `reconstruction`. */
  readonly source?: 'verbatim' | 'reconstruction';
  readonly note?: string;
  /** What was taken out before it was written. */
  readonly redacted?: readonly string[];
}
