import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { openCommit } from '../src/definitions/commit-files.ts';
import { readDefinitions } from '../src/definitions/read-definitions.ts';
import { openGit } from '../src/git.ts';
import { apiOf } from './bench.ts';
import { branchEvent } from './events.ts';
import { git, writeRun } from './project.ts';
import { Scene } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 60_000 });

let scene: Scene;

afterEach(() => scene.close());

const tenFail = (id: string): boolean => Number(id.slice(-3)) >= 10;
const waiverFile = 'evals/waivers/a.yaml';

/** The waiver file that the comment's link would open, with its reasons filled in. */
function offeredWaiver(): string {
  const [, link = ''] = /\[request a waiver\]\(([^)]+)\)/.exec(scene.comments()[0] ?? '') ?? [];
  const value = new URL(link.replaceAll('&amp;', '&')).searchParams.get('value') ?? '';
  return value.replace('why: ""', 'why: new policy text').replace('owner: ""', 'owner: "@alice"');
}

const gate = (pull: PullRequest): Promise<StepEnd> => scene.gate(pull, { passes: tenFail });

/** A regression, and the pull request that brings the waiver that its comment offered. */
async function openWithWaiver(): Promise<PullRequest> {
  scene = await Scene.open();
  await scene.plant();
  const red = await gate(scene.openPullRequest());
  expect(red.code).toBe(1);
  return scene.openPullRequest({ [waiverFile]: offeredWaiver() });
}

function approve(login: string, commit: string, state = 'APPROVED'): void {
  scene.github.repository.reviews.push({ login, state, commit });
}

describe('a waiver that a pull request brings', () => {
  test('is offered by the comment as a file that Pawl can read', async () => {
    await openWithWaiver();
    const waiver = z
      .looseObject({ cases: z.array(z.string()), reason: z.string() })
      .parse(parse(offeredWaiver()));
    expect(waiver).toMatchObject({ set: 'support', target: 'bot', reason: 'accepted-tradeoff' });
    expect(waiver.cases).toHaveLength(10);
  });

  test.each<[string, (pull: PullRequest) => void]>([
    ['nobody approved', () => undefined],
    ['the author approved', ({ head }) => approve('alice', head)],
    ['somebody without write access approved', ({ head }) => approve('reader', head)],
    ['an earlier head was approved', ({ base }) => approve('writer', base)],
    [
      'the approval was taken back',
      ({ head }) => {
        approve('writer', head);
        approve('writer', head, 'CHANGES_REQUESTED');
      },
    ],
  ])('does not count when %s', async (_name, review) => {
    const pull = await openWithWaiver();
    scene.github.repository.permissionOf.set('writer', 'write').set('alice', 'admin');
    review(pull);
    const end = await gate(pull);
    expect(end.code).toBe(1);
    expect(scene.comments()[0]).toContain('does not count yet');
  });

  test('turns the regression into a note once somebody who may write approved this head', async () => {
    const pull = await openWithWaiver();
    scene.github.repository.permissionOf.set('writer', 'write');
    approve('writer', pull.head);
    const end = await gate(pull);
    expect([end.code, end.outputs['verdict']]).toEqual([0, 'pass']);
    expect(scene.comments()[0]).toContain('aived');
  });
});

describe('a waiver that has expired', () => {
  const expired = [
    'set: support',
    'target: bot',
    'cases: [case-000]',
    `fingerprint: ${'a'.repeat(64)}`,
    'reason: will-revert',
    'why: new policy text',
    'owner: "@alice"',
    'created: 2026-10-01',
    'until: 2026-10-20',
    '',
  ].join('\n');
  const main = async (): Promise<StepEnd> => {
    const sha = scene.commit();
    writeRun(join(scene.project.work, 'results'), { commit: sha });
    const inputs = { mode: 'gate', results: 'results' };
    const step = { event: 'schedule', payload: branchEvent('schedule'), sha, inputs };
    return scene.step(step);
  };

  test('makes the branch red, and one issue tells its owner', async () => {
    scene = await Scene.open();
    scene.project.commit({ [waiverFile]: expired });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await scene.plant();
    expect((await main()).code).toBe(1);
    expect((await main()).code).toBe(1);
    const { all } = scene.github.repository.issues;
    expect(all).toHaveLength(1);
    expect(all[0]?.body).toContain('(@alice)');
    scene.project.commit({ 'evals/waivers/b.yaml': expired });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await main();
    expect(all).toHaveLength(1);
    expect(all[0]?.body).toContain('b.yaml');
    expect((await scene.record()).log).toContain('left-out, because a waiver of it has expired');
  });

  test('is told in the summary where no issue may be written', async () => {
    scene = await Scene.open({ permissions: ['contents'] });
    scene.project.commit({ [waiverFile]: expired });
    git(scene.project.work, 'push', '-q', 'origin', 'main');
    await scene.plant();
    const end = await main();
    expect(end.code).toBe(1);
    expect(end.summary).toContain('issues: write');
  });
});

test('rules come from the base: a pull request cannot widen its own margin', async () => {
  scene = await Scene.open();
  await scene.plant();
  const pull = scene.openPullRequest({
    'pawl.yaml':
      'targets:\n  bot: { provider: recorded, outputs: recorded.jsonl }\ngate: { margin: 0.9, onInconclusive: warn }\n',
  });
  const end = await gate(pull);
  expect(end.code).toBe(1);
  const sources = { git: openGit(scene.project.work), api: apiOf(scene.github.url) };
  const remote = { ...sources, git: openGit('/nowhere') };
  for (const from of [sources, remote]) {
    const definitions = await readDefinitions(await openCommit(pull.merge, from), '');
    expect(definitions?.policies['support']?.margin).toBe(0.9);
  }
});
