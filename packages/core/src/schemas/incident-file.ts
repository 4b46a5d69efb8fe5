import { z } from 'zod';

import type { Guard, Incident, RecordedOutput } from '../incident.ts';
import { messageSchema, toolCallSchema } from './message.ts';
import { severitySchema } from './project-file.ts';
import { jsonObjectSchema, momentSchema, nameSchema, wordsSchema } from './words.ts';

/** An incident file as written; a recorded output may be a bare text. */
export interface IncidentFile extends Omit<Incident, 'guards' | 'place'> {
  readonly guards?: readonly GuardFile[];
}

/** A guard as written. */
export interface GuardFile extends Omit<Guard, 'bad' | 'good'> {
  readonly bad?: string | RecordedOutput;
  readonly good?: string | RecordedOutput;
}

const recordedSchema: z.ZodType<RecordedOutput> = z.strictObject({
  text: z.string().describe('The answer').exactOptional(),
  messages: z.array(messageSchema).describe('The conversation').exactOptional(),
  toolCalls: z.array(toolCallSchema).describe('Tools that were called').exactOptional(),
  source: z
    .enum(['verbatim', 'reconstruction'])
    .describe('Quoted from a record, or written anew')
    .exactOptional(),
  note: z.string().describe('Anything worth knowing about it').exactOptional(),
  redacted: z
    .array(z.string())
    .describe('What was taken out before it was written')
    .exactOptional(),
});

const outputSchema = z.union([z.string(), recordedSchema]);

const guardSchema: z.ZodType<GuardFile> = z.strictObject({
  set: nameSchema.describe('Eval set that holds the case'),
  case: wordsSchema.describe('Id of the case that would have caught it'),
  bad: outputSchema.describe('The output that reached production').exactOptional(),
  good: outputSchema.describe('An output that is right').exactOptional(),
});

/** Reads an incident file. */
export const incidentFileSchema: z.ZodType<IncidentFile> = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/u, { error: 'expected an id such as INC-0142' })
    .describe('For example INC-0142'),
  title: wordsSchema.describe('What happened, in one line'),
  severity: severitySchema.describe('sev1 is the worst'),
  occurred: momentSchema.describe('When it happened').exactOptional(),
  detected: momentSchema.describe('When somebody noticed').exactOptional(),
  closed: momentSchema.describe('When it was closed; only with a proven guard').exactOptional(),
  owner: wordsSchema.describe('Who answers for it').exactOptional(),
  postmortem: z
    .string()
    .regex(/^https?:\/\/\S+$/u, { error: 'expected a URL' })
    .describe('URL of the postmortem')
    .exactOptional(),
  summary: z.string().describe('What happened, in a few sentences').exactOptional(),
  rootCause: z.string().describe('Why it happened').exactOptional(),
  configuration: jsonObjectSchema
    .describe('The configuration of the system at the time')
    .exactOptional(),
  guards: z
    .array(guardSchema)
    .describe('Cases that would have caught it, with the pair that proves it')
    .exactOptional(),
  attribution: z
    .string()
    .describe('Where the account comes from, and under which licence')
    .exactOptional(),
});
