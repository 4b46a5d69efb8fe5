import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { branchEvent, mergeGroupEvent, pullRequestEvent } from './events.ts';
import type { PullRequestShape } from './events.ts';
import type { Answer } from './fake/call.ts';
import { git, writeRun } from './project.ts';
import { Scene, twentyFail } from './scene.ts';
import type { PullRequest } from './scene.ts';
import type { StepEnd } from './start-bundle.ts';

vi.setConfig({ testTimeout: 180_000 });

type Fault = Answer | 'reset';

const faults: Readonly<Record<string, Fault>> = {
  404: { status: 404, body: { message: 'Not Found' } },
  403: { status: 403, body: { message: 'Resource not accessible by integration' } },
  500: { status: 500, body: { message: 'Server Error' } },
  'a cut connection': 'reset',
  'a page of a proxy': {
    status: 200,
    body: '<html><body>Sign in to continue</body></html>',
    headers: { 'content-type': 'text/html' },
  },
  'a rate limit': {
    status: 429,
    body: { message: 'You have exceeded a secondary rate limit' },
    headers: { 'retry-after': '0' },
  },
};

/** Floors could stand in for a baseline that is not there: what is only unreadable must not go green by them. */
const floors =
  'targets:\n  bot: { provider: recorded, outputs: recorded.jsonl }\ngate: { margin: 0.1, onMissingBaseline: floors, minimum: { equals: 0.1 } }\n';

interface Case {
  readonly event: string;
  readonly shape?: Partial<PullRequestShape>;
  readonly actor?: string;
}

const events: Readonly<Record<string, Case>> = {
  'pull_request of the same repository': { event: 'pull_request' },
  'pull_request of a fork': { event: 'pull_request', shape: { headRepo: 'stranger/r' } },
  'pull_request of Dependabot': { event: 'pull_request', actor: 'dependabot[bot]' },
  merge_group: { event: 'merge_group' },
  push: { event: 'push' },
  schedule: { event: 'schedule' },
  workflow_dispatch: { event: 'workflow_dispatch' },
};

const tokens = { 'a token that may write': undefined, 'a token that may only read': [] } as const;

let scene: Scene;
let fault: Fault | undefined;

afterEach(() => scene.close());

/** A change whose base has a stored record that the fault hides. */
async function openChange(permissions: readonly [] | undefined): Promise<PullRequest> {
  fault = undefined;
  const open = { fault: () => fault };
  scene = await Scene.open(open);
  scene.project.commit({ 'pawl.yaml': floors });
  git(scene.project.work, 'push', '-q', 'origin', 'main');
  await scene.plant();
  if (permissions !== undefined) {
    const { folder, project, github } = scene;
    await github.close();
    scene = await Scene.reopen({ folder, project }, { ...open, permissions });
  }
  return scene.openPullRequest();
}

function gate(pull: PullRequest, { event, shape, actor }: Case, passes?: (id: string) => boolean) {
  const { merge, base, head } = pull;
  writeRun(join(scene.project.work, 'results'), {
    commit: merge,
    request: 'v2',
    ...(passes === undefined ? {} : { passes }),
  });
  const payloads: Readonly<Record<string, () => unknown>> = {
    pull_request: () => pullRequestEvent({ headSha: head, baseSha: base, ...shape }),
    merge_group: () => mergeGroupEvent(merge, base),
  };
  const payload = (payloads[event] ?? (() => branchEvent(event)))();
  const env = { GITHUB_ACTOR: actor ?? 'alice' };
  const inputs = { mode: 'gate', results: 'results', 'baseline-wait': '0' };
  return scene.step({ event, payload, sha: merge, inputs, env });
}

/** Whatever happened: words for people in the summary, one line with the reason, and never a stack. */
function isTold({ log, summary, outputs }: StepEnd): void {
  expect(summary).toMatch(/^### \S+ \S+/m);
  expect(log).not.toMatch(/^\s+at .*[:(]\d+/m);
  expect(log).not.toContain('a mistake in Pawl');
  expect(outputs['summary']).not.toBe('');
}

describe.each(Object.entries(tokens))('with %s', (_token, permissions) => {
  test.each(Object.entries(events))(
    'on %s every fault of GitHub is red and told, and without one the verdict stands',
    async (_event, kind) => {
      const pull = await openChange(permissions);
      const worse = await gate(pull, kind, twentyFail);
      isTold(worse);
      expect([worse.code, worse.outputs['verdict']]).toEqual([1, 'fail']);
      const same = await gate(pull, kind);
      isTold(same);
      expect([same.code, same.outputs['verdict']]).toEqual([0, 'pass']);
      for (const [name, one] of Object.entries(faults)) {
        fault = one;
        const end = await gate(pull, kind);
        isTold(end);
        const { verdict, 'exit-code': code } = end.outputs;
        expect([name, ['none', 'inconclusive'].includes(verdict ?? '')]).toEqual([name, true]);
        expect([3, 70]).toContain(end.code);
        expect(code).toBe(String(end.code));
      }
    },
  );
});
