// Kills a runner many times at random points and holds what is left against an undisturbed run:
// node scripts/kill-test.ts [kills = 100] [seed = 1]
import { isDeepStrictEqual } from 'node:util';

import {
  killRuns,
  minimalStandard,
  scoresOf,
} from '../packages/runner/src/test-world/kill-runs.ts';

const [kills = '100', seed = '1'] = process.argv.slice(2);
const perRun = 20;
const cases = 300;
const random = minimalStandard(Number(seed));
const undisturbed = await killRuns({ kills: 0, cases, random });
let repeated = 0;
let killed = 0;

while (killed < Number(kills)) {
  const report = await killRuns({ kills: Math.min(perRun, Number(kills) - killed), cases, random });
  const paid = [...report.paid.values()].reduce((sum, times) => sum + times, 0);
  if (!isDeepStrictEqual(scoresOf(report.record), scoresOf(undisturbed.record))) {
    throw new Error(`The record differs from an undisturbed run's (seed ${seed}, ${killed} kills)`);
  }
  if (paid - cases > report.kills * report.mostInFlight) {
    throw new Error(`${paid - cases} answers were paid for twice in ${report.kills} kills`);
  }
  repeated += paid - cases;
  killed += report.kills;
  console.log(`${killed} kills: every record whole, ${repeated} answers in flight asked again`);
}
