import type { BaselineCase, Finding, GatePolicy, RuleChange } from '@pawl/core';

import { acceptedScorers, type CellView } from '../cell-view.ts';
import { diffPolicies } from '../diff-policies.ts';

/** What this branch does to the rules and scorers that judge it. The base's rules judge; the difference is told. */
export function rulesChanged(cell: CellView): Finding[] {
  if (cell.baseline === undefined && cell.evidence.basePolicies === undefined) return [];
  const scorers = rulerEdits(cell) ?? scorerChanges(cell);
  const changes = [...policyChanges(cell), ...scorers, ...caseRuleChanges(cell)];
  if (changes.length === 0) return [];
  const weaker = changes.some((one) => one.direction === 'weaker');
  return [
    {
      level: weaker ? 'doubt' : 'note',
      blocking: false,
      set: cell.set.name,
      target: cell.target.name,
      code: 'rules-changed',
      changes,
    },
  ];
}

function policyChanges({ policy, headPolicy }: CellView): RuleChange[] {
  const same: GatePolicy = policy;
  return same === headPolicy ? [] : diffPolicies(policy, headPolicy);
}

/** Where the base's definitions are at hand: scorers and expectations, option by option. */
function rulerEdits({ evidence, set, target }: CellView): readonly RuleChange[] | undefined {
  const ruler = evidence.oldRulers?.find(
    (one) => one.set === set.name && one.target === target.name,
  );
  return ruler?.edits.filter(({ what }) => /^(?:case .*: )?(?:scorer |expected$)/u.test(what));
}

function scorerChanges(cell: CellView): RuleChange[] {
  const { baseline, set } = cell;
  const now = new Map(set.scorers.map((one) => [one.name, one]));
  const advisory = baseline?.header.advisory ?? [];
  return Object.entries(acceptedScorers(cell)).flatMap(([name, was]): RuleChange[] => {
    const what = `scorer ${name}`;
    const scorer = now.get(name);
    const decided = !advisory.includes(name);
    if (scorer === undefined) {
      return [{ what, before: short(was), direction: decided ? 'weaker' : 'other' }];
    }
    const changes: RuleChange[] = [];
    if (scorer.digest !== was) {
      changes.push({ what, before: short(was), after: short(scorer.digest), direction: 'other' });
    }
    if (decided && scorer.advisory) {
      changes.push({ what, before: 'decides', after: 'advisory', direction: 'weaker' });
    }
    return changes;
  });
}

const short = (digest: string): string => digest.slice(0, 12);

function caseRuleChanges({ baseline, set }: CellView): RuleChange[] {
  if (baseline === undefined) return [];
  const changes: RuleChange[] = [];
  for (const stamp of set.cases) {
    const row = baseline.cases.get(stamp.id);
    if (row === undefined) continue;
    const trials = trialsOf(row);
    if (trials > stamp.trials) {
      const what = `trials of case ${stamp.id}`;
      const [before, after] = [String(trials), String(stamp.trials)];
      changes.push({ what, before, after, direction: 'weaker' });
    }
    if (row.critical === true && stamp.critical !== true) {
      const what = `case ${stamp.id}`;
      changes.push({ what, before: 'critical', after: 'not critical', direction: 'weaker' });
    }
  }
  return changes;
}

function trialsOf(row: BaselineCase): number {
  let most = 0;
  for (const name in row.scores) most = Math.max(most, row.scores[name]?.length ?? 0);
  return most;
}
