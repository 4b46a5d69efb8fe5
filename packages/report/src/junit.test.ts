import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkJunit, SAFE } from '../fixtures/adversarial/inert.mjs';
import {
  buildComparison,
  buildFinding,
  buildRecord,
  buildVerdict,
} from '../testing/build-states.ts';
import { anyHostile, hostileTexts } from '../testing/hostile-texts.ts';
import { hostileRecord, hostileView } from '../testing/hostile-view.ts';
import { renderJunit, renderRunJunit } from './junit.ts';

test('a run has a test for every case, and its failures carry the reason', () => {
  const record = buildRecord({ cases: 2, targets: { support: 1 } });
  expect(renderRunJunit({ record })).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="pawl 20261120-101500-k3f9" tests="2" failures="1" errors="0">
      <testsuite name="gsm8k on support" tests="2" failures="1" errors="0">
        <testcase name="case-0001 · answer" classname="gsm8k.support"/>
        <testcase name="case-0002 · answer" classname="gsm8k.support">
          <failure type="failed" message="expected 18, got 26">trial 0: expected 18, got 26</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('a faulted trial is an error, never a failure', () => {
  const record = buildRecord({ cases: 1, targets: { support: 1 } });
  const fault = { code: 'timeout', message: 'no answer after 60 s' } as const;
  const trials = [{ kind: 'faulted', trial: 0, fault, durationMs: 1 }] as const;
  const cells = [{ set: 'gsm8k', target: 'support', cases: [{ case: 'a', hash: 'h', trials }] }];
  const xml = renderRunJunit({ record: { ...record, cells } });
  expect(xml).toContain('failures="0" errors="1"');
  expect(xml).toContain('<error type="timeout" message="No answer in time (timeout)');
});

test('a verdict fails where the gate fails, and nowhere else', () => {
  const comparison = buildComparison();
  const held = buildComparison({ state: 'held', scorer: 'tone' });
  const findings = [
    buildFinding({ code: 'regressed', comparison }),
    buildFinding({ code: 'cases-added', cases: ['x'] }, { level: 'note', blocking: false }),
    buildFinding({ code: 'partial-run' }, { level: 'doubt', blocking: true }),
  ];
  const xml = renderJunit({ verdict: buildVerdict({ findings, comparisons: [comparison, held] }) });
  expect(xml).toContain('<testsuite name="gate" tests="4" failures="2" errors="1">');
  expect(xml).toContain('<testsuite name="comparisons" tests="2" failures="0" errors="0">');
});

test('an inconclusive verdict is an error', () => {
  const xml = renderJunit({
    verdict: buildVerdict({ outcome: 'inconclusive', reason: 'auth', exitCode: 3 }),
  });
  expect(xml).toContain('<error type="auth" message="No verdict: the provider refused the key">');
});

test.each(hostileTexts)('keeps $id inert', ({ text }) => {
  const run = (name: string) => renderRunJunit({ record: hostileRecord(name) });
  const verdict = (name: string) => renderJunit(hostileView(name));
  expect(checkJunit(text, run(text), run(SAFE))).toEqual([]);
  expect(checkJunit(text, verdict(text), verdict(SAFE))).toEqual([]);
});

test('keeps any text inert', () => {
  fc.assert(
    fc.property(anyHostile, (text) => {
      const render = (name: string) => renderJunit(hostileView(name));
      expect(checkJunit(text, render(text), render(SAFE))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
