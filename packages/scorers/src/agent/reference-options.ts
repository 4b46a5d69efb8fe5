import type { Json, Subject, ToolCall } from '@pawl/core';
import { z } from 'zod';

import type { OptionShape } from '../shape/option-shape.ts';
import {
  atPath,
  callsOf,
  noCallsKnown,
  readReferences,
  type ArgumentMatch,
  type ReferenceCall,
} from './calls.ts';
import { toNames, toolNames, type ToolNames } from './tool-names.ts';

/** What every scorer that compares calls with a reference understands. */
export interface ReferenceOptions {
  /** The calls that should be made; the case's `expected` by default. */
  readonly calls?: Json;
  /** Dotted path to the list inside `expected`. */
  readonly path?: string;
  readonly arguments?: ArgumentMatch;
  /** Compare only calls of these tools. */
  readonly tools?: ToolNames;
}

/** The schema of `ReferenceOptions`, to spread. */
export const referenceOptions: OptionShape<ReferenceOptions> = {
  calls: z
    .json()
    .describe("names, or { name, arguments }; default: the case's expected")
    .exactOptional(),
  path: z.string().min(1).describe('dotted path to the list inside expected').exactOptional(),
  arguments: z
    .enum(['ignore', 'subset', 'exact'])
    .describe('how far arguments must agree; default exact')
    .exactOptional(),
  tools: toolNames.describe('compare only calls of these tools').exactOptional(),
};

/** Both sides of the comparison, or why there is none. */
export type Sides =
  | { readonly calls: readonly ToolCall[]; readonly references: readonly ReferenceCall[] }
  | { readonly problem: string };

/** The calls that were made beside those that should have been. */
export function readSides({ output, expected }: Subject, given: ReferenceOptions): Sides {
  const references = readReferences(given.calls ?? atPath(expected, given.path));
  if (references === undefined) return { problem: 'There is no list of reference calls' };
  const calls = callsOf(output);
  if (calls === undefined) return { problem: noCallsKnown };
  if (given.tools === undefined) return { calls, references };
  const names = new Set(toNames(given.tools));
  return {
    calls: calls.filter(({ name }) => names.has(name)),
    references: references.filter(({ name }) => names.has(name)),
  };
}
