import { scorers as all } from './catalog.ts';

export type { ArgumentMatch, ReferenceCall } from './agent/calls.ts';
export { finalState, type FinalStateOptions } from './agent/final-state.ts';
export {
  forbiddenAction,
  type ForbiddenAction,
  type ForbiddenActionOptions,
} from './agent/forbidden-action.ts';
export { maxCalls, type MaxCallsOptions } from './agent/max-calls.ts';
export { maxTurns, type MaxTurnsOptions } from './agent/max-turns.ts';
export type { ReferenceOptions } from './agent/reference-options.ts';
export { requiresApproval, type RequiresApprovalOptions } from './agent/requires-approval.ts';
export { toolArguments, type ToolArgumentsOptions } from './agent/tool-arguments.ts';
export { toolCallF1 } from './agent/tool-call-f1.ts';
export type { ToolNames } from './agent/tool-names.ts';
export { toolNotUsed, type ToolNotUsedOptions } from './agent/tool-not-used.ts';
export { toolOrder, type ToolOrderOptions } from './agent/tool-order.ts';
export { toolUsed, type ToolUsedOptions } from './agent/tool-used.ts';
export { allOf, anyOf, catalog, not, scorers, weighted } from './catalog.ts';
export { code, type CodeOptions } from './code/code.ts';
export type {
  Combinator,
  ListOptions,
  NotOptions,
  WeightedOptions,
} from './compose/combinators.ts';
export type { Nested } from './compose/nested.ts';
export { module, type ModuleOptions } from './custom/module.ts';
export { instructions, type InstructionsOptions } from './instructions/instructions.ts';
export { answerRelevance } from './judge/answer-relevance.ts';
export { classification, type ClassificationOptions } from './judge/classification.ts';
export { closedQa, type ClosedQaOptions } from './judge/closed-qa.ts';
export type { ContextOptions } from './judge/context-options.ts';
export { contextPrecision } from './judge/context-precision.ts';
export { contextRecall } from './judge/context-recall.ts';
export { criteria, type CriteriaOptions } from './judge/criteria.ts';
export { defineJudge, type Judge, type JudgeParts } from './judge/define-judge.ts';
export { embeddingSimilarity, type EmbeddingOptions } from './judge/embedding-similarity.ts';
export { factuality } from './judge/factuality.ts';
export { faithfulness } from './judge/faithfulness.ts';
export { judgePrompts } from './judge/judge-prompts.ts';
export type { JudgeModel, JudgeOptions } from './judge/judge-model.ts';
export { judge, type RubricOptions } from './judge/judge.ts';
export { pairwise, type PairwiseOptions } from './judge/pairwise.ts';
export { summaryQuality } from './judge/summary-quality.ts';
export { translation, type TranslationOptions } from './judge/translation.ts';
export type { Menu, Verdict } from './judge/verdict-menu.ts';
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
export { html, type HtmlOptions } from './structure/html.ts';
export { jsonDiff, type JsonDiffOptions } from './structure/json-diff.ts';
export { jsonEqual, type JsonEqualOptions } from './structure/json-equal.ts';
export { jsonPath, type JsonPathOptions } from './structure/json-path.ts';
export { jsonSchema, type JsonSchemaOptions } from './structure/json-schema.ts';
export type { JsonReading } from './structure/json-value.ts';
export { markdown, type MarkdownOptions, type MarkdownPart } from './structure/markdown.ts';
export { sql, type SqlOptions } from './structure/sql.ts';
export { xml, type XmlOptions } from './structure/xml.ts';
export {
  bleu,
  corpusBleu,
  sentenceBleu,
  type Bleu,
  type BleuOptions,
  type BleuSettings,
  type Segment,
  type Smoothing,
} from './text/bleu.ts';
export { choice, type ChoiceOptions } from './text/choice.ts';
export {
  chrf,
  chrfPlusPlus,
  corpusChrf,
  sentenceChrf,
  type ChrfOptions,
  type ChrfSettings,
} from './text/chrf.ts';
export { contains, type ContainsOptions } from './text/contains.ts';
export { tokenCount, wordCount, type CountOptions } from './text/counts.ts';
export { endsWith } from './text/ends-with.ts';
export { equals } from './text/equals.ts';
export { exactMatch } from './text/exact-match.ts';
export type { Extract, ExtractPattern } from './text/extract.ts';
export { f1 } from './text/f1.ts';
export { length, type LengthOptions } from './text/length.ts';
export { levenshtein } from './text/levenshtein.ts';
export { mathEqual, type MathEqualOptions } from './text/math-equal.ts';
export type { Normalize, NormalizeStep } from './text/normalize.ts';
export { notContains, type NotContainsOptions } from './text/not-contains.ts';
export { number, type NumberOptions } from './text/number.ts';
export { oneOf, type OneOfOptions } from './text/one-of.ts';
export { pii, type PiiOptions } from './text/pii.ts';
export { redact, type Redaction } from './text/redact.ts';
export { refusal, type RefusalOptions } from './text/refusal.ts';
export { regex, type RegexOptions } from './text/regex-scorer.ts';
export {
  rouge,
  rouge1,
  rouge2,
  rougeL,
  rougeLsum,
  type RougeOptions,
  type RougeVariant,
} from './text/rouge.ts';
export { secretLeak, type SecretLeakOptions } from './text/secret-leak.ts';
export { startsWith } from './text/starts-with.ts';
export type { AnswerOptions, TextOptions } from './text/text-options.ts';

// A plain function is called at once: whoever imports it gets what it stands on.
for (const scorer of all) await scorer.load?.();
