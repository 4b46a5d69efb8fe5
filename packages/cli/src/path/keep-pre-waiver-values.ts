import type { Baseline, Verdict } from '@pawl/core';

/** A waived case keeps the values from before its waiver: the debt stays visible and does not ratchet down. */
export function keepPreWaiverValues(
  fresh: Baseline | undefined,
  old: Baseline | undefined,
  verdict: Verdict | undefined,
): Baseline | undefined {
  if (fresh === undefined || old === undefined || verdict === undefined) return fresh;
  const waived = new Set(
    verdict.findings.flatMap((one) =>
      one.waivedBy === undefined || one.set !== fresh.header.set ? [] : waivedCases(one),
    ),
  );
  if (waived.size === 0) return fresh;
  const cases = new Map(
    [...fresh.cases].map(([id, row]) => {
      const before = old.cases.get(id);
      return [id, waived.has(id) && before?.hash === row.hash ? before : row];
    }),
  );
  return { ...fresh, cases };
}

function waivedCases(finding: Verdict['findings'][number]): readonly string[] {
  if (finding.case !== undefined) return [finding.case];
  return 'comparison' in finding ? finding.comparison.lostCases : [];
}
