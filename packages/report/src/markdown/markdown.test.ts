import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkMarkdown, SAFE } from '../../fixtures/adversarial/inert.mjs';
import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildSummary,
  buildVerdict,
} from '../../testing/build-states.ts';
import { anyHostile, hostileTexts } from '../../testing/hostile-texts.ts';
import { hostileView } from '../../testing/hostile-view.ts';
import { countBytes } from './fit-sections.ts';
import type { MarkdownView } from './markdown-view.ts';
import { renderMarkdown } from './markdown.ts';
import { renderRunMarkdown, renderSummary } from './summary.ts';

const record = buildRecord({ cases: 6, targets: { support: 3 }, set: 'support-policy' });
const lost = buildComparison({ lostCases: ['case-0004', 'case-0005'] });

const guard = buildFinding(
  {
    code: 'guard-failed',
    trials: 3,
    passed: 0,
    severity: 'sev1',
    title: 'Refund promised',
    scorers: ['policy'],
    closed: true,
    url: 'https://example.com/incidents/INC-0142',
  },
  { incident: 'INC-0142', case: 'case-0006' },
);

const worse: MarkdownView = {
  verdict: buildVerdict({
    findings: [
      guard,
      buildFinding({ code: 'regressed', comparison: lost }),
      buildFinding({ code: 'cases-added', cases: ['x'] }, { level: 'note', blocking: false }),
    ],
    comparisons: [lost],
  }),
  record,
  summary: { ...buildSummary(record), cost: 0.84, saved: 0.3 },
  compared: { head: 'a1b2c3d4e5', baseline: '9f8e7d6c5b', branch: 'main', age: '2 h ago' },
  links: {
    allowedHosts: ['example.com', 'github.com'],
    caseUrl: (place) => `https://github.com/o/r/blob/abc/${place.file}#L${place.line ?? 1}`,
    waiverUrl: 'https://github.com/o/r/new/b?filename=x&value=y',
    reportUrl: 'https://github.com/o/r/actions/runs/1',
  },
  trends: [{ set: 's', target: 't', scorer: 'a', values: [0.1, 0.5, 0.9] }],
  footnotes: ['The baseline is 2 commits behind main.'],
};

test('the comment of a change that makes things worse', () => {
  expect(renderMarkdown(worse)).toMatchInlineSnapshot(`
    "### ❌ [<code>INC&#45;0142</code>](https://example.com/incidents/INC-0142) (sev1) re-opens: <code>Refund promised</code>; its guard <code>case&#45;0006</code> of <code>support&#45;policy</code> on <code>support</code> passed 0 of 3 trials (<code>policy</code>) – and 1 more

    <code>a1b2c3d</code> (this change) against <code>9f8e7d6</code> (<code>main</code>, measured <code>2 h ago</code>) · 212 cases compared · $0.84 · $0.30 saved by the cache · [full report](https://github.com/o/r/actions/runs/1)

    - Worse: <code>support&#45;policy</code> on <code>support</code> by <code>answer</code> lost 12 and gained 1 of 212 cases, −5.2 points (−8.1 … −2.2), margin 2

    |  | Case | Passed before → now | What broke | Guards |
    | --- | --- | --- | --- | --- |
    | 🔴 | [<code>case&#45;0006</code>](https://github.com/o/r/blob/abc/evals/support-policy/cases.jsonl#L6) | → 0/3 | <code>policy</code> | [<code>INC&#45;0142</code>](https://example.com/incidents/INC-0142) |
    | 🔴 | [<code>case&#45;0004</code>](https://github.com/o/r/blob/abc/evals/support-policy/cases.jsonl#L4) | yes → no | <code>answer</code> | – |
    | 🔴 | [<code>case&#45;0005</code>](https://github.com/o/r/blob/abc/evals/support-policy/cases.jsonl#L5) | yes → no | <code>answer</code> | – |

    **To merge:**
    - Fix it before merging: this happened in production (sev1) and would happen again. Read it: <code>pawl show 20261120&#45;101500&#45;k3f9 case&#45;0006</code>.
    - Fix <code>case&#45;0004</code>, <code>case&#45;0005</code>, or accept the loss with <code>pawl waive</code>.
    - Or [request a waiver](https://github.com/o/r/new/b?filename=x&amp;value=y) for these cases (owner, reason and end date required).

    | Set | Target | Scorer | Was | Now | Points | Lost | Gained | Cases | Sees from |  |
    | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
    | <code>support&#45;policy</code> | <code>support</code> | <code>answer</code> | 96.7 % | 91.5 % | −5.2 (−8.1 … −2.2) | 12 | 1 | 212 | 4.4 points | worse |

    <details><summary>1 note</summary>

    - 1 case of <code>support&#45;policy</code> on <code>support</code> is new, without a partner in the baseline: <code>x</code>

    </details>

    \`▁▅█\` <code>s</code> · <code>t</code> · <code>a</code>

    <sub>The baseline is 2 commits behind main&#46;</sub>
    "
  `);
});

test('a green comment has two lines', () => {
  const same = { state: 'held', lost: 0, gained: 0, worse: 0, better: 0 } as const;
  const held = buildComparison({ ...same, lostCases: [] });
  const finding = buildFinding(
    { code: 'held', comparison: held },
    { level: 'note', blocking: false },
  );
  const verdict = buildVerdict({ findings: [finding], comparisons: [held] });
  const text = renderMarkdown({ ...worse, verdict });
  expect(text.trimEnd().split('\n')).toHaveLength(2);
  expect(text).toMatch(/^### ✅ Nothing got worse on 212 cases/);
});

test('every state has its own sign', () => {
  const doubt = { level: 'doubt', blocking: true } as const;
  const noBaseline = buildFinding({ code: 'no-baseline', looked: [], floorsOnly: false }, doubt);
  const unfinished = buildFinding({ code: 'run-unfinished', planned: 9, finished: 3 }, doubt);
  const leaning = buildFinding({ code: 'leaning-worse', comparison: lost }, doubt);
  const waived = { ...guard, level: 'note', blocking: false, waivedBy: 'w.yaml' } as const;
  const titles = [noBaseline, unfinished, leaning, waived].map((finding) => {
    const view = { verdict: buildVerdict({ findings: [finding] }) };
    return renderMarkdown(view).slice(0, 40).split('\n')[0];
  });
  expect(titles).toMatchInlineSnapshot(`
    [
      "### 🆕 No baseline yet for <code>support",
      "### ⚠️ The run did not finish: 3 of 9 tr",
      "### 🟠 Probably worse: <code>support&#45",
      "### 👁 Passes: nothing was compared, and",
    ]
  `);
});

test('what does not fit is left out by sections, and named', () => {
  const text = renderMarkdown({ ...worse, maxBytes: 1800 });
  expect(countBytes(text)).toBeLessThanOrEqual(1800);
  expect(text).toMatch(/^### ❌ /);
  expect(text).toContain('**To merge:**');
  expect(text).toContain(
    '_Left out for its length: the totals, the footnotes, the rest, the trend.',
  );
});

test('a thousand lost cases stay under the limit of a comment', () => {
  const lostCases = Array.from({ length: 1000 }, (_, at) => `${'case|'.repeat(40)}${at}`);
  const comparison = buildComparison({ lostCases });
  const findings = Array.from({ length: 300 }, () =>
    buildFinding({ code: 'regressed', comparison }),
  );
  const verdict = buildVerdict({ findings, comparisons: [comparison] });
  expect(countBytes(renderMarkdown({ ...worse, verdict }))).toBeLessThanOrEqual(60_000);
  expect(countBytes(renderSummary({ ...worse, verdict }))).toBeLessThanOrEqual(1_000_000);
});

test('no output and no reason of a scorer is in the comment, but both are in the summary', () => {
  expect(renderMarkdown(worse)).not.toContain('expected 18');
  expect(renderSummary(worse)).toContain('expected 18');
});

test('an address outside the allowed hosts is no link', () => {
  const links = { allowedHosts: [], waiverUrl: 'https://beacon.invalid/' };
  expect(renderMarkdown({ ...worse, links })).not.toContain('](');
  expect(renderMarkdown({ ...worse, links })).not.toContain('https://');
});

/** With room for all, so that the length of a text does not change which sections are shown. */
const room = { maxBytes: 10_000_000 };

const documents: Readonly<Record<string, (text: string) => string>> = {
  comment: (text) => renderMarkdown({ ...hostileView(text), ...room }),
  summary: (text) => renderSummary({ ...hostileView(text), ...room }),
  run: (text) => renderRunMarkdown(hostileView(text)),
};

describe.each(Object.entries(documents))('the Markdown of a %s', (_, render) => {
  const benign = render(SAFE);

  test.each(hostileTexts)('keeps $id inert', ({ text }) => {
    expect(checkMarkdown(text, render(text), benign, { max: 10_000_000 })).toEqual([]);
  });
});

test('a comment full of long hostile text stays under the limit', () => {
  for (const { text } of hostileTexts) {
    expect(countBytes(renderMarkdown(hostileView(text)))).toBeLessThanOrEqual(60_000);
  }
});

test('the comment keeps any text inert', () => {
  fc.assert(
    fc.property(anyHostile, (text) => {
      const render = (words: string) => renderMarkdown({ ...hostileView(words), ...room });
      expect(checkMarkdown(text, render(text), render(SAFE), { max: 10_000_000 })).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
