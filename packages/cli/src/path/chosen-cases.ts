import { UsageError, type Finding, type Verdict } from '@pawl/core';
import { waivedCases } from '@pawl/gate';

/** What is to be waived: findings, and the cases that are named. */
export interface ChosenCases {
  readonly findings: readonly Finding[];
  readonly cases: readonly string[];
}

/** The cases that were named; or one finding alone, with every case that it lost. */
export function chosenCases(
  verdict: Verdict,
  cases: readonly string[],
  fingerprint: string | undefined,
): ChosenCases {
  if (fingerprint === undefined) {
    if (cases.length > 0) return { findings: verdict.findings, cases };
    throw new UsageError('nothing-named', 'Neither a case nor a finding is named.', {
      hint: 'Name the cases, or one finding by its fingerprint: --finding <fingerprint>',
    });
  }
  if (cases.length > 0) {
    throw new UsageError('finding-and-cases', '--finding names its cases by itself.', {
      hint: 'Leave the cases out, or leave --finding out.',
    });
  }
  const findings = verdict.findings.filter((one) => one.fingerprint === fingerprint);
  if (findings.length === 0) throw unknownFinding(verdict, fingerprint);
  return { findings, cases: [...new Set(findings.flatMap((one) => waivedCases(one)))] };
}

function unknownFinding({ findings, runId }: Verdict, fingerprint: string): UsageError {
  const known = findings.flatMap((one) =>
    one.fingerprint === undefined ? [] : [`${one.fingerprint} (${one.code})`],
  );
  return new UsageError(
    'unknown-finding',
    `The verdict of run ${runId} has no finding ${fingerprint}.`,
    {
      hint:
        known.length === 0
          ? `Read it again: pawl gate ${runId}`
          : `It has: ${[...new Set(known)].slice(0, 8).join(', ')}.`,
    },
  );
}
