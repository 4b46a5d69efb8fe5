import { nearestWord, type JsonObject, type ScorerCatalog } from '@pawl/core';
import { z } from 'zod';

import { isJsonObject } from '../shape/subject.ts';

/** A scorer inside a combinator, as it is written: `type`, `{ type: argument }` or `{ type, … }`. */
export type Nested = string | JsonObject;

/** A nested scorer with its options checked. */
export interface ReadNested {
  readonly type: string;
  readonly name: string;
  readonly options: JsonObject;
}

/** The catalog, asked for when it is whole: combinators are themselves in it. */
export type Lookup = () => ScorerCatalog;

/** The schema of a nested scorer: its mistakes bear their position. */
export function nestedSchema(lookup: Lookup): z.ZodType<Nested> {
  return z.union([z.string(), z.record(z.string(), z.json())]).superRefine((written, context) => {
    const read = expandNested(written, lookup());
    if ('problem' in read) {
      context.addIssue({ code: 'custom', message: read.problem });
      return;
    }
    const checked = lookup().get(read.type)?.options.safeParse(read.options);
    for (const issue of checked?.error?.issues ?? []) {
      context.addIssue({
        code: 'custom',
        message: `${read.type}: ${issue.message}`,
        path: [...issue.path],
      });
    }
  });
}

/** Reads a nested scorer that the schema has accepted. */
export function readNested(written: Nested, catalog: ScorerCatalog): ReadNested {
  const read = expandNested(written, catalog);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

function expandNested(
  written: Nested,
  catalog: ScorerCatalog,
): ReadNested | { readonly problem: string } {
  if (typeof written === 'string') return expandBare(written, catalog);
  const long = written['type'];
  const [short = '', ...others] = Object.keys(written);
  const type = typeof long === 'string' ? long : short;
  const definition = catalog.get(type);
  if (definition === undefined) return { problem: unknownType(type, catalog) };
  if (typeof long === 'string')
    return { type, name: nameOf(written, type), options: withoutFrame(written) };
  if (others.length > 0)
    return { problem: `${type} and ${others.join(', ')} in one scorer: write \`type: ${type}\`` };
  const options = definition.short?.(written[type] ?? null);
  if (!isJsonObject(options))
    return { problem: `${type} has no short form: write \`type: ${type}\`` };
  return { type, name: type, options };
}

function expandBare(
  type: string,
  catalog: ScorerCatalog,
): ReadNested | { readonly problem: string } {
  if (!catalog.has(type)) return { problem: unknownType(type, catalog) };
  return { type, name: type, options: {} };
}

function nameOf(written: JsonObject, type: string): string {
  const name = written['name'];
  return typeof name === 'string' ? name : type;
}

function withoutFrame(written: JsonObject): JsonObject {
  const frame = new Set(['type', 'name', 'weight']);
  return Object.fromEntries(Object.entries(written).filter(([key]) => !frame.has(key)));
}

function unknownType(type: string, catalog: ScorerCatalog): string {
  const near = nearestWord(type, catalog.keys());
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `there is no scorer ${JSON.stringify(type)}${hint}`;
}
