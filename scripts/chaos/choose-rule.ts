import { chance } from './chance.ts';
import type { ChaosPlan, Deed, Match } from './plan.ts';
import { textsOf, type Question } from './question.ts';

/** What a choice depends on beside the question. */
export interface Moment {
  /** How often each rule has struck; counted on here. */
  readonly fired: Map<number, number>;
  readonly nowMs: number;
}

/** The first rule that strikes. */
export function chooseRule(
  question: Question,
  plan: ChaosPlan,
  moment: Moment,
): { readonly deed: Deed; readonly index: number } | undefined {
  for (const [index, rule] of (plan.rules ?? []).entries()) {
    const fired = moment.fired.get(index) ?? 0;
    if (fired >= (rule.times ?? Infinity)) continue;
    if (!matches(rule.match ?? {}, question, moment.nowMs)) continue;
    const { caseId, trial, attempt } = question;
    const draw = chance(plan.seed ?? 0, caseId, trial, attempt, index);
    if (draw >= (rule.probability ?? 1)) continue;
    moment.fired.set(index, fired + 1);
    return { deed: rule.do, index };
  }
  return undefined;
}

function matches(match: Match, question: Question, nowMs: number): boolean {
  const [from, to] = match.between ?? [0, Infinity];
  return (
    same(match.path, question.path) &&
    same(match.model, question.model) &&
    same(match.caseId, question.caseId) &&
    (match.says === undefined || textsOf(question).includes(match.says)) &&
    same(match.nth, question.sequence) &&
    same(match.attempt, question.attempt) &&
    question.sequence % (match.every ?? 1) === 0 &&
    nowMs >= from &&
    nowMs < to
  );
}

function same<T>(wanted: T | undefined, given: T): boolean {
  return wanted === undefined || wanted === given;
}
