import type { TrialFinished } from '@pawl/core';

import { forCsv } from './sinks/for-csv.ts';

const header = 'set,target,case,trial,kind,scorer,value,reason,duration_ms,cost_usd';

/** Every score of a run as CSV, one line each; a faulted trial is one line with its fault as the reason. */
export function renderCsv(trials: Iterable<TrialFinished>): string {
  const lines = [header];
  for (const trial of trials) lines.push(...tellTrial(trial));
  return `${lines.join('\r\n')}\r\n`;
}

function tellTrial({ set, target, case: id, trial, result }: TrialFinished): readonly string[] {
  const names = [set, target, id].map((name) => forCsv(name)).join(',');
  const start = `${names},${trial}`;
  if (result.kind === 'faulted') {
    const { code, message } = result.fault;
    return [`${start},faulted,,,${forCsv(`${code}: ${message}`)},${result.durationMs},`];
  }
  const end = `${result.durationMs},${result.costUsd ?? ''}`;
  return result.scores.map((score) => {
    const value = score.kind === 'scored' ? score.value : '';
    const reason = score.reason === undefined ? '' : forCsv(score.reason);
    return `${start},${score.kind},${forCsv(score.scorer)},${value},${reason},${end}`;
  });
}
