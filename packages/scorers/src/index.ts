export { catalog, scorers } from './catalog.ts';
export { module, type ModuleOptions } from './custom/module.ts';
export { cost, type CostOptions } from './run/cost.ts';
export { field, type FieldOptions } from './run/field.ts';
export { latency, type LatencyOptions } from './run/latency.ts';
export {
  defineScorer,
  type Answer,
  type Prepared,
  type Scorer,
  type ScorerExample,
  type ScorerParts,
  type ShownDefinition,
} from './shape/define-scorer.ts';
export { makeScorer, type RunScorer } from './shape/make-scorer.ts';
export type { Given } from './shape/subject.ts';
export { jsonEqual, type JsonEqualOptions } from './structure/json-equal.ts';
export { jsonSchema, type JsonSchemaOptions } from './structure/json-schema.ts';
export { contains, type ContainsOptions } from './text/contains.ts';
export { endsWith } from './text/ends-with.ts';
export { equals } from './text/equals.ts';
export { length, type LengthOptions } from './text/length.ts';
export { notContains, type NotContainsOptions } from './text/not-contains.ts';
export { number, type NumberOptions } from './text/number.ts';
export { oneOf, type OneOfOptions } from './text/one-of.ts';
export { regex, type RegexOptions } from './text/regex-scorer.ts';
export { startsWith } from './text/starts-with.ts';
export type { AnswerOptions, TextOptions } from './text/text-options.ts';
