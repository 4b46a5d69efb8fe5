import type { ScorerCatalog } from '@pawl/core';

import { finalState } from './agent/final-state.ts';
import { forbiddenAction } from './agent/forbidden-action.ts';
import { maxCalls } from './agent/max-calls.ts';
import { maxTurns } from './agent/max-turns.ts';
import { requiresApproval } from './agent/requires-approval.ts';
import { toolArguments } from './agent/tool-arguments.ts';
import { toolCallF1 } from './agent/tool-call-f1.ts';
import { toolNotUsed } from './agent/tool-not-used.ts';
import { toolOrder } from './agent/tool-order.ts';
import { toolUsed } from './agent/tool-used.ts';
import { code } from './code/code.ts';
import { makeCombinators, type Combinators } from './compose/combinators.ts';
import { module } from './custom/module.ts';
import { instructions } from './instructions/instructions.ts';
import { answerRelevance } from './judge/answer-relevance.ts';
import { classification } from './judge/classification.ts';
import { closedQa } from './judge/closed-qa.ts';
import { contextPrecision } from './judge/context-precision.ts';
import { contextRecall } from './judge/context-recall.ts';
import { criteria } from './judge/criteria.ts';
import { embeddingSimilarity } from './judge/embedding-similarity.ts';
import { factuality } from './judge/factuality.ts';
import { faithfulness } from './judge/faithfulness.ts';
import { judge } from './judge/judge.ts';
import { pairwise } from './judge/pairwise.ts';
import { summaryQuality } from './judge/summary-quality.ts';
import { translation } from './judge/translation.ts';
import { cost } from './run/cost.ts';
import { field } from './run/field.ts';
import { latency } from './run/latency.ts';
import type { ShownDefinition } from './shape/define-scorer.ts';
import { html } from './structure/html.ts';
import { jsonDiff } from './structure/json-diff.ts';
import { jsonEqual } from './structure/json-equal.ts';
import { jsonPath } from './structure/json-path.ts';
import { jsonSchema } from './structure/json-schema.ts';
import { markdown } from './structure/markdown.ts';
import { sql } from './structure/sql.ts';
import { xml } from './structure/xml.ts';
import { bleu } from './text/bleu.ts';
import { choice } from './text/choice.ts';
import { chrf, chrfPlusPlus } from './text/chrf.ts';
import { contains } from './text/contains.ts';
import { tokenCount, wordCount } from './text/counts.ts';
import { endsWith } from './text/ends-with.ts';
import { equals } from './text/equals.ts';
import { exactMatch } from './text/exact-match.ts';
import { f1 } from './text/f1.ts';
import { length } from './text/length.ts';
import { levenshtein } from './text/levenshtein.ts';
import { mathEqual } from './text/math-equal.ts';
import { notContains } from './text/not-contains.ts';
import { number } from './text/number.ts';
import { oneOf } from './text/one-of.ts';
import { pii } from './text/pii.ts';
import { refusal } from './text/refusal.ts';
import { regex } from './text/regex-scorer.ts';
import { rouge1, rouge2, rougeL, rougeLsum } from './text/rouge.ts';
import { secretLeak } from './text/secret-leak.ts';
import { startsWith } from './text/starts-with.ts';

const combinators: Combinators = makeCombinators(() => catalog);

/** The opposite of a scorer. */
export const not: Combinators['not'] = combinators.not;
/** The lowest of several scorers. */
export const allOf: Combinators['allOf'] = combinators.allOf;
/** The highest of several scorers. */
export const anyOf: Combinators['anyOf'] = combinators.anyOf;
/** The weighted mean of several scorers. */
export const weighted: Combinators['weighted'] = combinators.weighted;

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
  mathEqual,
  choice,
  length,
  wordCount,
  tokenCount,
  exactMatch,
  f1,
  levenshtein,
  rouge1,
  rouge2,
  rougeL,
  rougeLsum,
  bleu,
  chrf,
  chrfPlusPlus,
  refusal,
  pii,
  secretLeak,
  jsonEqual,
  jsonSchema,
  jsonPath,
  jsonDiff,
  markdown,
  html,
  xml,
  sql,
  instructions,
  toolUsed,
  toolNotUsed,
  toolArguments,
  toolOrder,
  toolCallF1,
  requiresApproval,
  forbiddenAction,
  maxCalls,
  maxTurns,
  finalState,
  latency,
  cost,
  field,
  judge,
  classification,
  criteria,
  closedQa,
  factuality,
  answerRelevance,
  faithfulness,
  contextRecall,
  contextPrecision,
  summaryQuality,
  translation,
  pairwise,
  embeddingSimilarity,
  code,
  not,
  allOf,
  anyOf,
  weighted,
  module,
];

/** The scorers that a set may name, by type. */
export const catalog: ScorerCatalog = new Map(scorers.map((scorer) => [scorer.type, scorer]));
