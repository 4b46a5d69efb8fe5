import type { RunRecord } from '@pawl/core';

import type { MarkdownView } from '../src/markdown/markdown-view.ts';
import { buildComparison, buildRecord, buildSummary, buildVerdict } from './build-states.ts';
import { everyFinding } from './every-finding.ts';

/** A record with the words of others in every field that has some. */
export function hostileRecord(text: string): RunRecord {
  const record = buildRecord({
    set: text,
    scorer: text,
    targets: { [text]: 1 },
    reason: text,
    stamp: () => ({ incidents: [text], tags: [text], place: { file: text, line: 3 } }),
  });
  return { ...record, runId: text, commit: text };
}

/** Everything that a report is drawn from, with the words of others in every field that has some. */
export function hostileView(text: string): Required<Omit<MarkdownView, 'maxBytes'>> {
  const record = hostileRecord(text);
  const comparison = buildComparison({
    set: text,
    target: text,
    baselineTarget: text,
    scorer: text,
    slice: text,
    lostCases: [text],
    gainedCases: [text],
  });
  const words = (field: string) => (field === 'fault' ? 'timeout' : text);
  const { slice: _slice, ...whole } = comparison;
  return {
    verdict: buildVerdict({
      runId: text,
      findings: everyFinding(words),
      comparisons: [comparison, whole],
    }),
    record,
    summary: { ...buildSummary(record), cost: 0.84, saved: 0.1 },
    compared: { head: text, baseline: text, branch: text, age: text, distance: 2 },
    links: {
      allowedHosts: ['example.com'],
      caseUrl: () => 'https://example.com/case',
      waiverUrl: text,
      reportUrl: 'https://example.com/run',
      downloadUrl: text,
    },
    trends: [{ set: text, target: text, scorer: text, values: [0.2, undefined, 0.9] }],
    footnotes: [text],
    sources: [text],
  };
}
