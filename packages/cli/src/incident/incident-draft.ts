import type { Json, JsonObject, RecordedOutput, ScorerEntry, Severity } from '@pawl/core';

/** An incident on its way to a file, and the case that is to guard it. */
export interface IncidentDraft {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly occurred?: string;
  readonly detected?: string;
  readonly closed?: string;
  readonly owner?: string;
  readonly postmortem?: string;
  readonly summary?: string;
  readonly rootCause?: string;
  readonly configuration?: JsonObject;
  readonly set: string;
  readonly case: string;
  /** Left out when the case is there already. */
  readonly input?: Json;
  readonly expected?: Json;
  readonly tags: readonly string[];
  /** Left out: scorers are proposed where the set's own do not tell the two outputs apart. */
  readonly scorers?: readonly ScorerEntry[];
  readonly bad?: RecordedOutput;
  readonly good?: RecordedOutput;
}

/** What flags, a trace or answers said so far. */
export type IncidentFacts = Partial<IncidentDraft> & {
  /** For people: what was read where, and what was left out. */
  readonly notes: readonly string[];
};

/** The incident file's content, in the order in which people read it. */
export function toIncidentRow(draft: IncidentDraft): JsonObject {
  const { id, title, severity, occurred, detected, closed, owner, postmortem } = draft;
  const { summary, rootCause, configuration, set, bad, good } = draft;
  const guard = { set, case: draft.case, bad: outputRow(bad), good: outputRow(good) };
  return withoutGaps({
    id,
    title,
    severity,
    occurred,
    detected,
    closed,
    owner,
    postmortem,
    summary,
    rootCause,
    configuration,
    guards: [withoutGaps(guard)],
  });
}

/** The case's content, linked to its incident. */
export function toCaseRow(draft: IncidentDraft): JsonObject {
  const { id, input, expected, tags, scorers } = draft;
  return withoutGaps({
    id: draft.case,
    input,
    expected,
    tags: tags.length === 0 ? undefined : tags,
    incidents: [id],
    scorers: scorers === undefined || scorers.length === 0 ? undefined : scorers,
  });
}

function outputRow(output: RecordedOutput | undefined): JsonObject | undefined {
  if (output === undefined) return undefined;
  const { text, messages, toolCalls, source, note, redacted } = output;
  return withoutGaps({
    text,
    messages: messages?.map((message) =>
      withoutGaps({ ...message, toolCalls: message.toolCalls?.map(callRow) }),
    ),
    toolCalls: toolCalls?.map(callRow),
    source,
    note,
    redacted: redacted === undefined || redacted.length === 0 ? undefined : redacted,
  });
}

const callRow = (call: NonNullable<RecordedOutput['toolCalls']>[number]): JsonObject =>
  withoutGaps({ ...call });

function withoutGaps(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
