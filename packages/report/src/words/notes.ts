import { count, counted, duration, usd } from '../numbers.ts';
import { code, listNames, own, quote, say } from '../phrase.ts';
import { nameCell } from './where.ts';
import type { FindingOf, Wording } from './wording.ts';

export function wordBudget(
  finding: FindingOf<'cost-over-budget' | 'latency-over-budget'>,
): Wording {
  const cost = finding.code === 'cost-over-budget';
  const show = cost ? usd : duration;
  const what = cost ? 'cost a case' : 'p95 latency';
  const was = finding.baseline === undefined ? '' : `, was ${show(finding.baseline)}`;
  const sure = finding.certain ? 'is over' : 'may be over';
  const bounds = `${show(finding.low)} … ${show(finding.high)}`;
  return {
    message: say`Over budget: ${nameCell(finding)} ${own(`${sure} its ${what}: ${show(finding.now)} (${bounds}), limit ${show(finding.limit)}${was}`)}`,
    hint: say`Make it ${own(cost ? 'cheaper' : 'faster')}, or raise ${code('gate.budgets')} in a change of its own.`,
  };
}

export function wordServedModel(finding: FindingOf<'served-model-changed'>): Wording {
  return {
    message: say`The provider serves another model for ${nameCell(finding)}: ${listNames(finding.was, 3)} before, ${listNames(finding.now, 3)} now`,
    hint: say`Measure the accepted configuration again, then ${code('pawl baseline accept')}; and pin a dated model, so that a difference is yours and not the provider’s.`,
  };
}

export function wordDrift(finding: FindingOf<'drift'>): Wording {
  return {
    message: say`Drift: ${nameCell(finding)} answered ${own(`${count(finding.differing)} of ${counted(finding.cases, 'unchanged case')} differently than in the baseline`)}`,
    hint: say`The provider may have changed the model; measure the baseline again with ${code('pawl baseline accept <run>')}.`,
  };
}

export function wordFewClusters(finding: FindingOf<'few-clusters'>): Wording {
  return {
    message: say`${nameCell(finding)} has only ${own(counted(finding.clusters, 'independent group'))} of cases; the interval is rough`,
    hint: own('Add cases that do not belong to an existing cluster; ten groups are the least.'),
  };
}

export function wordConfirmed(finding: FindingOf<'confirmed'>): Wording {
  const of = finding.set === undefined ? own('') : say` of ${nameCell(finding)}`;
  return {
    message: say`Confirmed: ${own(`${counted(finding.trials, 'more trial')} of each side on ${counted(finding.cases, 'case')}`)}${of} are in these numbers`,
  };
}

export function wordWaiverInvalid(finding: FindingOf<'waiver-invalid'>): Wording {
  if (finding.level === 'note')
    return {
      message: say`The waiver ${code(finding.file)} is no longer needed: what it accepted is gone`,
      hint: own('Delete it.'),
    };
  return {
    message: say`The waiver ${code(finding.file)} does not count: ${quote(finding.why)}`,
    hint: own('Mend the waiver file, or delete it.'),
  };
}

export function wordWaiverExpired(finding: FindingOf<'waiver-expired'>): Wording {
  return {
    message: say`The waiver ${code(finding.file)} ended on ${finding.until} (owner ${finding.owner})`,
    hint: own('Fix what it covered and delete the file; a waiver is never extended by itself.'),
  };
}
