import type { Finding } from '@pawl/core';
import { forLine } from '@pawl/report';
import { z } from 'zod';

import type { Api } from './api.ts';
import type { Desk } from './desk.ts';
import type { End } from './end.ts';
import { isSameLogin, ownLogin } from './upsert-comment.ts';

type Expired = Extract<Finding, { readonly code: 'waiver-expired' }>;

/** Waivers that ended, where a branch is judged and not a change: there is no comment that could tell their owners. */
export function expiredOn(end: End, { trigger }: Desk): readonly Expired[] {
  if (end.kind !== 'judged' || trigger.kind !== 'branch') return [];
  if (trigger.ref !== `refs/heads/${trigger.defaultBranch}`) return [];
  return end.verdict.findings.filter((finding) => finding.code === 'waiver-expired');
}

const marker = '<!-- pawl:v1 expired-waivers -->';
const title = 'Waivers of our evals have expired';

const issueSchema = z.object({
  number: z.int(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
});

/** Keeps one open issue that names every expired waiver and its owner. */
export async function tellOwners({ api, place }: Desk, expired: readonly Expired[]): Promise<void> {
  const body = `${marker}\n${bodyOf(expired, place.runUrl)}`;
  const open = await findOpen(api);
  if (open === undefined) {
    await api.send('POST /repos/{owner}/{repo}/issues', { title, body });
    return;
  }
  if (linesOf(open.body ?? '') === linesOf(body)) return;
  const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';
  await api.send(route, { issue_number: open.number, body });
}

async function findOpen(api: Api): Promise<z.infer<typeof issueSchema> | undefined> {
  const creator = await ownLogin(api);
  const route = 'GET /repos/{owner}/{repo}/issues';
  const issues = await api.list(issueSchema, route, { state: 'open', creator });
  return issues.find(
    ({ body, user }) =>
      body?.startsWith(marker) === true && isSameLogin(user?.login ?? '', creator),
  );
}

/** What does not change from run to run. */
const linesOf = (body: string): string =>
  body
    .split(/\r?\n/)
    .filter((line) => line.startsWith('- '))
    .join('\n');

function bodyOf(expired: readonly Expired[], runUrl: string): string {
  const lines = expired.map(
    ({ file, until, owner }) => `- ${forLine(file)} ended on ${forLine(until)} (${ownerOf(owner)})`,
  );
  return [
    'The branch is red until each of these regressions is fixed, or waived again with a new reason and date:',
    '',
    ...[...new Set(lines)].toSorted((a, b) => (a < b ? -1 : 1)),
    '',
    `[The run that found it](${runUrl})`,
    '',
  ].join('\n');
}

/** The one mention that we write: the owner is to hear of it, and the file that names them was reviewed and merged. */
const ownerOf = (owner: string): string =>
  /^@[a-z\d-]{1,39}(?:\/[a-z\d._-]{1,100})?$/i.test(owner) ? owner : forLine(owner);
