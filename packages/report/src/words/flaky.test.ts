import type { FlakyCase } from '@pawl/core';
import { expect, test } from 'vitest';

import { buildFinding, buildVerdict } from '../../testing/build-states.ts';
import { renderMarkdown } from '../markdown/markdown.ts';
import { plainPaint } from '../terminal/canvas.ts';
import { renderVerdict } from '../terminal/verdict.ts';

const canvas = { width: 100, paint: plainPaint };

const flaky = (...cases: readonly FlakyCase[]) =>
  buildVerdict({
    outcome: 'pass',
    exitCode: 0,
    findings: [
      buildFinding(
        { code: 'flaky', cases },
        { level: 'note', blocking: false, set: 'airline', target: 'agent' },
      ),
    ],
    comparisons: [],
  });

const some: readonly FlakyCase[] = [
  {
    case: 'task-7',
    passed: 2,
    trials: 4,
    variance: 1 / 3,
    needed: 6,
    earlier: { runs: 5, mixed: 3, flips: 1 },
  },
  { case: 'task-1', passed: 1, trials: 4, variance: 0.25, needed: 9 },
];

test('flaky cases are a table with their numbers, on a terminal and in Markdown', () => {
  expect(renderVerdict({ verdict: flaky(...some) }, canvas)).toMatchInlineSnapshot(`
    "✓ Passes: nothing was compared, and no rule is broken

    Flaky: the trials of 2 cases disagree
      set      target  case    passed  variance             earlier runs  trials needed
      airline  agent   task-7  2 of 4      0.33  mixed in 3 of 5, 1 flip              6
      airline  agent   task-1  1 of 4      0.25                        –              9
      → Give such cases 9 trials, or make the task less a matter of luck.

    pass · exit 0 · run 20261120-101500-k3f9
    "
  `);
  expect(renderMarkdown({ verdict: flaky(...some) })).toMatchInlineSnapshot(`
    "### ✅ Passes: nothing was compared, and no rule is broken

    <details><summary>2 flaky cases: their trials disagree</summary>

    | Set | Target | Case | Passed | Variance | Earlier runs | Trials needed |
    | --- | --- | --- | ---: | ---: | --- | ---: |
    | <code>airline</code> | <code>agent</code> | <code>task&#45;7</code> | 2 of 4 | 0.33 | mixed in 3 of 5, 1 flip | 6 |
    | <code>airline</code> | <code>agent</code> | <code>task&#45;1</code> | 1 of 4 | 0.25 | – | 9 |

    Give such cases 9 trials, or make the task less a matter of luck.

    </details>
    "
  `);
});

test('ten are shown, and where the others are', () => {
  const many = Array.from({ length: 26 }, (_, at): FlakyCase => ({
    case: `task-${at}`,
    passed: 1,
    trials: 4,
    needed: 9,
  }));
  const verdict = flaky(...many);
  for (const text of [renderVerdict({ verdict }, canvas), renderMarkdown({ verdict })]) {
    expect(text.match(/1 of 4/g)).toHaveLength(10);
    expect(text).toContain('and 16 more');
  }
});

test('without a flaky case nothing is said of them', () => {
  const verdict = { ...flaky(), findings: [] };
  expect(renderVerdict({ verdict }, canvas)).not.toMatch(/flaky/i);
  expect(renderMarkdown({ verdict }).trimEnd().split('\n')).toHaveLength(1);
});
