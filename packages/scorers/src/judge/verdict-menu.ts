import type { JsonObject } from '@pawl/core';
import { z } from 'zod';

/** The verdicts that a judge may give, what each is worth, and what each means. */
export type Menu = readonly Verdict[];

/** One verdict on the menu. */
export interface Verdict {
  readonly name: string;
  readonly value: number;
  readonly means?: string;
}

/** What a judge answered. */
export interface Ruling {
  readonly reason: string;
  readonly verdict: string;
}

/** The menu as a text. */
export function writeMenu(menu: Menu): string {
  return menu
    .map(({ name, means }) => (means === undefined ? `- ${name}` : `- ${name}: ${means}`))
    .join('\n');
}

/** The JSON Schema of a ruling. */
export function rulingSchema(menu: Menu): JsonObject {
  return {
    type: 'object',
    properties: {
      reason: { type: 'string' },
      verdict: { type: 'string', enum: menu.map(({ name }) => name) },
    },
    required: ['reason', 'verdict'],
    additionalProperties: false,
  };
}

/** Reads a ruling: whole, with nothing beside it, and on the menu. */
export function rulingReader(menu: Menu): z.ZodType<Ruling> {
  return z.strictObject({ reason: z.string(), verdict: z.enum(menu.map(({ name }) => name)) });
}
