import { expect, test } from 'vitest';

import { buildComparison, buildFinding } from '../../testing/build-states.ts';
import { wordFinding } from '../words.ts';

const bare = { state: 'not-comparable', pairs: 0, lostCases: [], gainedCases: [] } as const;

const notComparable = (...reasons: ReturnType<typeof buildComparison>['reasons']) =>
  wordFinding(
    buildFinding({ code: 'not-comparable', comparison: buildComparison({ ...bare, reasons }) }),
    { runId: 'r1' },
  );

test('where every trial faulted, the advice is about the faults and not about definitions', () => {
  const { message, hint } = notComparable('incomplete');
  expect(message).toContain('no case has a score on both sides, because trials are missing');
  expect(hint).toBe(
    'Mend what left the trials without a score, then run them again: `pawl run --failed r1`.',
  );
  expect(notComparable('no-pairs').hint).toContain('pawl check --against main');
});

const tooFew = (pairs: number, clusters: number) => {
  const numbers = { state: 'unsure', reasons: ['too-few-cases'], needed: 149 } as const;
  const comparison = buildComparison({ ...numbers, pairs, clusters });
  return wordFinding(buildFinding({ code: 'unsure', comparison }));
};

test('of clustered cases the groups are too few, not the cases', () => {
  expect(tooFew(100, 100).message).toContain('100 cases are too few for this margin (149 needed)');
  const three = tooFew(300, 3);
  expect(three.message).toContain('3 independent groups of cases are too few (10 needed)');
  expect(three.message).not.toContain('149');
  expect(three.hint).toContain('ten groups are the least');
  expect(tooFew(300, 40).message).toContain(
    '300 cases in 40 independent groups count as fewer than the 149 cases that this margin needs',
  );
});
