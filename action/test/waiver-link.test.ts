import type { Finding } from '@pawl/core';
import { forUrl } from '@pawl/report';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { withWayOut } from '../src/render.ts';
import { waiverLink } from '../src/waiver-link.ts';

const at = {
  place: {
    owner: 'o',
    repo: 'r',
    workflow: 'Evals',
    job: 'gate',
    runId: 7,
    attempt: 1,
    runUrl: 'https://github.com/o/r/actions/runs/7',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
  },
  trigger: {
    kind: 'pull-request',
    event: 'pull_request',
    number: 5,
    headSha: 'a'.repeat(40),
    headRef: 'change',
    baseRef: 'main',
    baseSha: 'b'.repeat(40),
    author: 'alice',
  },
  evalsFolder: 'evals',
  now: new Date('2026-11-20T10:00:00Z'),
  runId: '20261120-100000-abcd',
} as const;

const removed = (count: number): Finding => ({
  level: 'fail',
  blocking: true,
  code: 'cases-removed',
  set: 'support',
  target: 'bot',
  fingerprint: 'f'.repeat(64),
  cases: Array.from({ length: count }, (_, index) => (index === 0 ? "it's" : `case-${index}`)),
  allowed: 0,
});

const valueOf = (link: string | undefined): string =>
  new URL(link ?? 'https://none').searchParams.get('value') ?? '';

test('a few cases are named in the file', () => {
  expect(valueOf(waiverLink(removed(2), at))).toContain(`cases: ["it's", case-1]`);
});

test('as many as an address holds are named, and more by the command that names them all', () => {
  const many = waiverLink(removed(209), at);
  expect(many?.length).toBeLessThanOrEqual(7000);
  expect(parse(valueOf(many))).toMatchObject({
    cases: expect.arrayContaining(["it's", 'case-1', 'case-208']),
  });
  expect(forUrl(many ?? '', ['github.com'])).toBeDefined();
  const command = waiverLink(removed(5000), at);
  expect(command?.length).toBeLessThanOrEqual(7000);
  const fingerprint = 'f'.repeat(64);
  expect(valueOf(command)).toContain(
    `npx pawl waive 20261120-100000-abcd --finding ${fingerprint} --reason`,
  );
});

test('the way out is never an empty list', () => {
  expect(withWayOut('Red\n\n**To merge:**\n\n---')).toContain('**To merge:** mend what blocks');
  const advised = '**To merge:**\n- Mend the case.';
  expect(withWayOut(advised)).toBe(advised);
});
