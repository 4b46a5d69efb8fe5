import type { Json, JsonObject } from './json.ts';
import type { CallOptions, ModelParams, ToolSpec } from './model.ts';
import type { Message, Output } from './output.ts';
import type { Place } from './place.ts';

/** Where a text begins in its file, and how far its later lines are indented there. */
export interface TextStart extends Place {
  readonly indent?: number;
}

/** What every target has, whatever its provider. */
interface TargetBase {
  readonly name: string;
  /** Digest of the configuration and of the files it names: prompt, recorded outputs, code. */
  readonly digest: string;
  /**
   * Whether equal requests mean equal behaviour. False for code and services whose inside the digest
   * cannot see: their answers are never shared or cached.
   */
  readonly transparent: boolean;
  readonly timeoutMs: number;
  /** Where its templates begin in `pawl.yaml`, by the path of the value: `messages[0].content`. */
  readonly templates?: ReadonlyMap<string, TextStart>;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly concurrency?: number;
}

/** A model behind an SDK. */
export interface ModelTarget extends TargetBase {
  readonly provider: 'openai' | 'anthropic';
  readonly model: string;
  /** The template's text. */
  readonly prompt?: string;
  /** Path of the template, relative to the project folder. */
  readonly promptFile?: string;
  readonly system?: string;
  readonly messages?: readonly Message[];
  readonly params?: ModelParams;
  readonly tools?: readonly ToolSpec[];
  readonly responseSchema?: JsonObject;
  readonly api?: 'chat' | 'responses';
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  /** USD per million tokens. */
  readonly price?: {
    readonly input: number;
    readonly output: number;
    readonly cachedInput?: number;
  };
}

/** A function: `export default (input, { signal, trial }) => output`. */
export interface ModuleTarget extends TargetBase {
  readonly provider: 'module';
  /** Relative to the project folder. */
  readonly module: string;
  readonly params?: JsonObject;
}

/** A program: JSON on stdin, JSON or text on stdout; never through a shell. */
export interface CommandTarget extends TargetBase {
  readonly provider: 'command';
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A service. */
export interface HttpTarget extends TargetBase {
  readonly provider: 'http';
  readonly url: string;
  readonly method?: string;
  /** Values may be `$NAME`: read from the environment, never recorded. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Strings in it are templates. */
  readonly body?: Json;
  /** JSONPath into the response. */
  readonly output?: string;
}

/** Outputs that were recorded earlier. */
export interface RecordedTarget extends TargetBase {
  readonly provider: 'recorded';
  /** JSONL file, relative to the project folder. */
  readonly outputs: string;
  /** Fields that a row must have with these values. */
  readonly where?: JsonObject;
}

/** The thing under evaluation: one configuration. */
export type Target = ModelTarget | ModuleTarget | CommandTarget | HttpTarget | RecordedTarget;

/** One question to a target. */
export interface TargetRequest {
  readonly set: string;
  readonly caseId: string;
  readonly trial: number;
  readonly input: Json;
  /** The case's own notes, for functions and programs. */
  readonly metadata?: JsonObject;
  /** The rendered prompt, for model targets. */
  readonly messages?: readonly Message[];
  /** The rendered body, for http targets. */
  readonly body?: Json;
}

/** A target that is ready to be asked. */
export interface OpenTarget {
  /** Throws a `FaultError` when there is no trustworthy answer. */
  readonly call: (request: TargetRequest, options: CallOptions) => Promise<Output>;
  readonly close?: () => Promise<void>;
}
