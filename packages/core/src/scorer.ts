import type { z } from 'zod';

import type { Json, JsonObject } from './json.ts';
import type { Completion, ModelRequest } from './model.ts';
import type { Output } from './output.ts';

/** What a scorer looks at: one output of one case. */
export interface Subject {
  readonly input: Json;
  readonly output: Output;
  readonly expected?: Json;
  readonly case?: SubjectCase;
  /** Milliseconds that the answer took. */
  readonly durationMs?: number;
  /** US dollars; left out where the price is unknown. */
  readonly costUsd?: number;
}

/** What a scorer may know about the case beside its input and expected answer. */
export interface SubjectCase {
  readonly id: string;
  readonly tags?: readonly string[];
  readonly metadata?: JsonObject;
}

/** An opinion before it bears its scorer's name. */
export type Opinion =
  | {
      readonly kind: 'scored';
      readonly value: number;
      readonly reason?: string;
      readonly metadata?: JsonObject;
      readonly scorer?: string;
    }
  | { readonly kind: 'unscored'; readonly reason: string; readonly scorer?: string };

/** Effects that a scorer may ask for; pure scorers never touch them. */
export interface ScorerPorts {
  /** Asks the judge's model. */
  readonly complete?: (
    request: ModelRequest,
    options: { readonly signal?: AbortSignal },
  ) => Promise<Completion>;
  /** Embeds texts; one vector a text, in order. */
  readonly embed?: (
    request: EmbedRequest,
    options: { readonly signal?: AbortSignal },
  ) => Promise<readonly (readonly number[])[]>;
  /** Runs a command in a confined folder. */
  readonly runCode?: (
    request: CodeRequest,
    options: { readonly signal?: AbortSignal },
  ) => Promise<CodeResult>;
  /** Says whether a text parses in the SQL dialect; the message when it does not. */
  readonly parseSql?: (text: string, dialect: 'sqlite') => string | undefined;
  /** Loads a scorer function from a module of the project; path relative to the set's folder. */
  readonly loadModule?: (path: string) => Promise<unknown>;
  /** A random token of 128 bits in hexadecimal, drawn anew at each call. */
  readonly nonce?: () => string;
  readonly signal?: AbortSignal;
}

/** Texts to embed with a model. */
export interface EmbedRequest {
  readonly provider: string;
  readonly model: string;
  readonly texts: readonly string[];
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
}

/** A command to run over files that are written to a temporary folder first. */
export interface CodeRequest {
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly maxOutputBytes: number;
}

/** How the command ended. */
export interface CodeResult {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What was not isolated on this platform, in words; empty when all was. */
  readonly notIsolated: readonly string[];
}

/** One kind of scorer: the schema of its options, its words and its function. `O` is the options after parsing. */
export interface ScorerDefinition<O = unknown> {
  readonly type: string;
  /** One sentence for people: when does an output get 1? */
  readonly summary: string;
  readonly options: z.ZodType<O>;
  /** Turns the short form's argument (`type: argument`) into options; without it there is no short form. */
  readonly short?: (argument: Json) => Json;
  /** Whether every value is 0 or 1 with these options. */
  readonly binary: (options: O) => boolean;
  readonly needs?: readonly (keyof ScorerPorts)[];
  /** Loads the libraries that it stands on: to be awaited before options are checked or outputs scored. */
  readonly load?: () => Promise<void>;
  /** Never throws; what cannot be scored is unscored, with a reason. */
  readonly score: (
    subject: Subject,
    options: O,
    ports: ScorerPorts,
  ) => Opinion | readonly Opinion[] | Promise<Opinion | readonly Opinion[]>;
}

/** The scorers that a set may name, by type. */
export type ScorerCatalog = ReadonlyMap<string, ScorerDefinition>;

/** One scorer as a set uses it: checked options under a name. */
export interface ScorerSpec {
  readonly type: string;
  readonly name: string;
  /** Shown and never decisive. */
  readonly advisory: boolean;
  readonly binary: boolean;
  /** As written in the long form; part of the digest. */
  readonly options: JsonObject;
  /** Digest of type, options and the files they name (module, rubric, prompt). */
  readonly digest: string;
  /** For judges: provider and model that are asked. */
  readonly judge?: string;
}
