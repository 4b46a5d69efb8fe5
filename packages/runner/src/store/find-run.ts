import { nearestWord, UsageError } from '@pawl/core';

/** The run that a name, the beginning of one, or `latest` means; `runs` are sorted, newest first. */
export function findRun(asked: string, runs: readonly string[]): string {
  const [newest] = runs;
  if (newest === undefined) {
    throw new UsageError('no-runs', 'There is no run yet', { hint: 'Make one with `pawl run`.' });
  }
  if (asked === 'latest' || runs.includes(asked)) return asked === 'latest' ? newest : asked;
  const matching = runs.filter((run) => run.startsWith(asked) || run.endsWith(`-${asked}`));
  const [only] = matching;
  if (only === undefined || asked === '') throw unknownRun(asked, runs);
  if (matching.length === 1) return only;
  throw new UsageError('many-runs', `"${asked}" may mean ${matching.slice(0, 5).join(', ')}`, {
    hint: 'Write more of the name.',
  });
}

function unknownRun(asked: string, runs: readonly string[]): UsageError {
  const near = nearestWord(asked, [...runs, 'latest']);
  const hint =
    near === undefined
      ? `The newest is ${runs[0] ?? ''}; \`pawl runs\` lists all.`
      : `Did you mean ${near}?`;
  return new UsageError('unknown-run', `There is no run "${asked}"`, { hint });
}
