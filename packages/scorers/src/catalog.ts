import type { ScorerCatalog } from '@pawl/core';

import { module } from './custom/module.ts';
import { cost } from './run/cost.ts';
import { field } from './run/field.ts';
import { latency } from './run/latency.ts';
import type { ShownDefinition } from './shape/define-scorer.ts';
import { jsonEqual } from './structure/json-equal.ts';
import { jsonSchema } from './structure/json-schema.ts';
import { contains } from './text/contains.ts';
import { endsWith } from './text/ends-with.ts';
import { equals } from './text/equals.ts';
import { length } from './text/length.ts';
import { notContains } from './text/not-contains.ts';
import { number } from './text/number.ts';
import { oneOf } from './text/one-of.ts';
import { regex } from './text/regex-scorer.ts';
import { startsWith } from './text/starts-with.ts';

/** Every ready-made scorer, in the order of the documentation. One line a scorer. */
export const scorers: readonly ShownDefinition[] = [
  equals,
  contains,
  notContains,
  startsWith,
  endsWith,
  oneOf,
  regex,
  number,
  length,
  jsonEqual,
  jsonSchema,
  latency,
  cost,
  field,
  module,
];

/** The scorers that a set may name, by type. */
export const catalog: ScorerCatalog = new Map(scorers.map((scorer) => [scorer.type, scorer]));
