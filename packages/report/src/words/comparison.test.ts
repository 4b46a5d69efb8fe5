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
