import {
  UsageError,
  type Json,
  type JsonObject,
  type Opinion,
  type ScorerDefinition,
  type ScorerPorts,
  type Subject,
} from '@pawl/core';
import type { z } from 'zod';

import { opinionOfThrown, unscored } from './opinion.ts';
import { isObject, toSubject, type Given } from './subject.ts';

/** What a scorer may answer. */
export type Answer = Opinion | readonly Opinion[] | Promise<Opinion | readonly Opinion[]>;

/** An example for the documentation, and a test: these options give this value. */
export interface ScorerExample {
  readonly options: JsonObject;
  readonly output: Given['output'];
  readonly input?: Json;
  readonly expected?: Json;
  readonly durationMs?: number;
  readonly costUsd?: number;
  /** Left out where the example needs a model, a command or a module. */
  readonly value?: number;
}

/** A definition with an example for its documentation. */
export interface ShownDefinition extends ScorerDefinition {
  readonly example: ScorerExample;
}

/** A scorer: a definition for the catalog that is also a plain function for any script. */
export interface Scorer<O, R extends Answer = Opinion> extends ShownDefinition {
  (given: Given, ...rest: ScorerArguments<O>): R | Opinion;
}

type ScorerArguments<O> =
  Partial<O> extends O ? [options?: O, ports?: ScorerPorts] : [options: O, ports?: ScorerPorts];

/** The parts that make a scorer. Options have no transforms: parsed once or twice, they are the same. */
export interface ScorerParts<O, R extends Answer> {
  readonly type: string;
  readonly summary: string;
  readonly options: z.ZodType<O>;
  readonly short?: (argument: Json) => Json;
  /** Left out: every value is 0 or 1. */
  readonly binary?: (options: O) => boolean;
  readonly needs?: readonly (keyof ScorerPorts)[];
  readonly example: ScorerExample;
  readonly load?: () => Promise<void>;
  /** Compiles the options once and gives the function that scores; it may throw, which is no opinion. */
  readonly prepare: (options: O) => Prepared<R>;
}

/** Scores one output with options that were compiled before. */
export type Prepared<R extends Answer = Opinion> = (subject: Subject, ports: ScorerPorts) => R;

/** Makes a scorer of its parts. Options are checked and compiled once for each options object. */
export function defineScorer<O, R extends Answer = Opinion>(
  parts: ScorerParts<O, R>,
): Scorer<O, R> {
  const compiled = new WeakMap<object, Prepared<R>>();
  const prepare = (options: unknown): Prepared<R> => {
    const key = isObject(options) ? options : noOptions;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = parts.prepare(readOptions(parts, key));
    compiled.set(key, made);
    return made;
  };
  const score = (subject: Subject, options: unknown, ports: ScorerPorts): R | Opinion =>
    guard(() => prepare(options)(subject, ports), subject);
  const call = (given: Given, options: unknown = noOptions, ports: ScorerPorts = {}) => {
    const prepared = prepare(options);
    const subject = toSubject(given);
    return guard(() => prepared(subject, ports), subject);
  };
  return Object.assign(call, {
    type: parts.type,
    summary: parts.summary,
    options: parts.options,
    example: parts.example,
    ...(parts.short === undefined ? {} : { short: parts.short }),
    ...(parts.needs === undefined ? {} : { needs: parts.needs }),
    ...(parts.load === undefined ? {} : { load: parts.load }),
    binary: (options: unknown) => parts.binary?.(readOptions(parts, options)) ?? true,
    score,
  });
}

const noOptions: object = {};

function readOptions<O, R extends Answer>(parts: ScorerParts<O, R>, options: unknown): O {
  const result = parts.options.safeParse(options);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map((issue) =>
    [issue.path.map(String).join('.'), issue.message].filter((part) => part !== '').join(': '),
  );
  throw new UsageError('bad-scorer-options', `${parts.type}: ${mistakes.join('; ')}`);
}

function guard<R extends Answer>(run: () => R, subject: Subject): R | Opinion {
  if (typeof subject.output.text !== 'string') return unscored('The output has no text');
  try {
    return run();
  } catch (error) {
    return opinionOfThrown(error);
  }
}

/** The short form whose argument is the option `key`; an object is read as the options themselves. */
export function shortFor(key: string): (argument: Json) => Json {
  return (argument) => {
    if (argument === null) return {};
    return isObject(argument) ? argument : { [key]: argument };
  };
}
