import type { History, Release } from '@pawl/report/pages';
import { tagMarks } from '@pawl/runner';

/** More would be no marks but a curtain. */
const most = 60;

/** The tags whose commits were made while there were runs, the newest of them. */
export async function findReleases(root: string, history: History): Promise<readonly Release[]> {
  const untimed = new Set(history.clockTroubles.map(({ runId }) => runId));
  const runs = history.runs.filter(({ runId }) => !untimed.has(runId));
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return [];
  const tags = await tagMarks(root);
  return tags.filter(({ at }) => at >= first.at && at <= last.at).slice(-most);
}
