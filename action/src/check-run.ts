import { z } from 'zod';

import type { Api } from './api.ts';

/** What a check run says when it is over. */
interface CheckResult {
  readonly title: string;
  readonly summary: string;
  readonly passed: boolean;
}

/** A check run on the head of a change. */
export interface CheckRun {
  readonly complete: (result: CheckResult, at: string) => Promise<void>;
}

const createdSchema = z.object({ id: z.int() });
const longest = 65_000;

/** Begins a check run, so that an older conclusion on the same commit no longer shows. */
export async function startCheckRun(
  api: Api,
  { name, headSha, at }: { readonly name: string; readonly headSha: string; readonly at: string },
): Promise<CheckRun> {
  const { id } = await api.ask(createdSchema, 'POST /repos/{owner}/{repo}/check-runs', {
    name,
    head_sha: headSha,
    status: 'in_progress',
    started_at: at,
  });
  return {
    complete: async ({ title, summary, passed }, completedAt) => {
      await api.send('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        check_run_id: id,
        status: 'completed',
        completed_at: completedAt,
        conclusion: passed ? 'success' : 'failure',
        output: { title: title.slice(0, 250), summary: summary.slice(0, longest) },
      });
    },
  };
}
