import { z } from 'zod';

import type { Json, JsonObject } from '../json.ts';
import type { ToolSpec } from '../model.ts';
import type { Message } from '../output.ts';
import { messageSchema } from './message.ts';
import {
  countSchema,
  dollarsSchema,
  jsonObjectSchema,
  jsonSchema,
  pathSchema,
  timeoutSchema,
  wordsSchema,
} from './words.ts';

interface TargetFileBase {
  /** Milliseconds. */
  readonly timeout?: number;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly concurrency?: number;
}

/** A model as `pawl.yaml` names it. */
export interface ModelTargetFile extends TargetFileBase {
  readonly provider: 'openai' | 'anthropic';
  readonly model: string;
  readonly prompt?: string;
  readonly system?: string;
  readonly messages?: readonly Message[];
  readonly params?: JsonObject;
  readonly tools?: readonly ToolSpec[];
  readonly responseSchema?: JsonObject;
  readonly api?: 'chat' | 'responses';
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly price?: {
    readonly input: number;
    readonly output: number;
    readonly cachedInput?: number;
  };
}

/** A function as `pawl.yaml` names it. */
interface ModuleTargetFile extends TargetFileBase {
  readonly provider: 'module';
  readonly module: string;
  readonly params?: JsonObject;
  readonly files?: readonly string[];
}

/** A program as `pawl.yaml` names it. */
interface CommandTargetFile extends TargetFileBase {
  readonly provider: 'command';
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

/** A service as `pawl.yaml` names it. */
interface HttpTargetFile extends TargetFileBase {
  readonly provider: 'http';
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly output?: string;
  readonly files?: readonly string[];
}

/** Recorded outputs as `pawl.yaml` names them. */
export interface RecordedTargetFile extends TargetFileBase {
  readonly provider: 'recorded';
  readonly outputs: string;
  readonly where?: JsonObject;
}

/** A target as written in `pawl.yaml`. */
export type TargetFile =
  | ModelTargetFile
  | ModuleTargetFile
  | CommandTargetFile
  | HttpTargetFile
  | RecordedTargetFile;

const common = {
  timeout: timeoutSchema.describe('Longest time of one trial, for example 60s').exactOptional(),
  requestsPerMinute: countSchema
    .describe('Requests a minute that the provider allows')
    .exactOptional(),
  tokensPerMinute: countSchema.describe('Tokens a minute that the provider allows').exactOptional(),
  concurrency: countSchema.describe('Trials at once on this target').exactOptional(),
};

const files = z
  .array(pathSchema)
  .min(1)
  .describe(
    'Files that decide how the target behaves (globs): equal files, equal answers, which may then be shared and cached',
  )
  .exactOptional();

const url = z
  .string()
  .regex(/^https?:\/\/\S+$/u, { error: 'expected a URL that begins with http:// or https://' });

const toolSchema: z.ZodType<ToolSpec> = z.strictObject({
  name: wordsSchema.describe('Name of the tool'),
  description: z.string().describe('What the tool does').exactOptional(),
  parameters: jsonObjectSchema.describe('JSON Schema of its arguments'),
});

const priceSchema = z.strictObject({
  input: dollarsSchema.describe('USD per million input tokens'),
  output: dollarsSchema.describe('USD per million output tokens'),
  cachedInput: dollarsSchema.describe('USD per million cached input tokens').exactOptional(),
});

const paramsSchema: z.ZodType<JsonObject> = z
  .object({
    temperature: z.number().min(0).describe('0 is the steadiest').exactOptional(),
    maxOutputTokens: countSchema.describe('Longest answer, in tokens').exactOptional(),
    topP: z.number().gt(0).max(1).exactOptional(),
    seed: z.int().describe('For providers that can repeat an answer').exactOptional(),
  })
  .catchall(jsonSchema);

const model = {
  model: wordsSchema.describe('Name of the model, as the provider knows it'),
  prompt: pathSchema
    .describe('Prompt template: Markdown, text, or YAML with `system` and `messages`')
    .exactOptional(),
  system: z.string().describe('System prompt (a template)').exactOptional(),
  messages: z.array(messageSchema).min(1).describe('Messages (templates)').exactOptional(),
  params: paramsSchema
    .describe('Sampling settings; unknown ones go to the provider unchanged')
    .exactOptional(),
  tools: z.array(toolSchema).describe('Tools that the model may call').exactOptional(),
  responseSchema: jsonObjectSchema
    .describe('JSON Schema that the answer must satisfy')
    .exactOptional(),
  baseUrl: url.describe('Base URL of a compatible server').exactOptional(),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_]\w*$/u, {
      error: 'expected the name of an environment variable, never the key itself',
    })
    .describe('Environment variable that holds the key')
    .exactOptional(),
  price: priceSchema.describe('USD per million tokens; default: a built-in table').exactOptional(),
  ...common,
};

/** Reads one target. */
export const targetFileSchema: z.ZodType<TargetFile> = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('openai').describe('OpenAI, or any server that speaks its language'),
    api: z
      .enum(['chat', 'responses'])
      .describe('Which of its interfaces (default chat)')
      .exactOptional(),
    ...model,
  }),
  z.strictObject({ provider: z.literal('anthropic').describe('Anthropic'), ...model }),
  z.strictObject({
    provider: z.literal('module').describe('A function of yours'),
    module: pathSchema.describe(
      'Module with `export default (input, { signal, trial }) => output`',
    ),
    params: jsonObjectSchema.describe('Settings that the function gets').exactOptional(),
    files,
    ...common,
  }),
  z.strictObject({
    provider: z.literal('command').describe('A program of yours'),
    command: z
      .array(z.string())
      .min(1)
      .describe('Program and arguments; never run through a shell'),
    env: z
      .record(z.string(), z.string())
      .describe('Environment variables; `$NAME` is read from ours')
      .exactOptional(),
    files,
    ...common,
  }),
  z.strictObject({
    provider: z.literal('http').describe('A service of yours'),
    url: url.describe('Address of the service'),
    method: z
      .enum(['GET', 'POST', 'PUT', 'PATCH'])
      .describe('HTTP method (default POST)')
      .exactOptional(),
    headers: z
      .record(z.string(), z.string())
      .describe('Headers; `$NAME` is read from the environment')
      .exactOptional(),
    body: jsonSchema.describe('Body; texts in it are templates').exactOptional(),
    output: z
      .string()
      .regex(/^\$/u, { error: 'expected a JSONPath such as $.answer' })
      .describe('JSONPath into the response')
      .exactOptional(),
    files,
    ...common,
  }),
  z.strictObject({
    provider: z
      .literal('recorded')
      .describe('Outputs that were recorded earlier: no key, no network'),
    outputs: pathSchema.describe('JSONL file with one row a trial'),
    where: jsonObjectSchema
      .describe('Fields that a row must have with these values')
      .exactOptional(),
    ...common,
  }),
]);
