import { expect, test } from 'vitest';

import { branchEvent, mergeGroupEvent, pullRequestEvent } from './events.ts';
import { faultsOf } from './webhooks.ts';

const shape = { headSha: 'a'.repeat(40), baseSha: 'b'.repeat(40) };

test.each([
  ['pull-request-synchronize', pullRequestEvent(shape)],
  ['pull-request-synchronize', pullRequestEvent({ ...shape, headRepo: 'stranger/r' })],
  ['pull-request-review-submitted', pullRequestEvent(shape, 'pull_request_review')],
  ['merge-group-checks-requested', mergeGroupEvent(shape.headSha, shape.baseSha)],
  ['push', branchEvent()],
  ['workflow-dispatch', branchEvent('workflow_dispatch')],
])('the payload of %s is one that GitHub describes', (webhook, payload) => {
  expect(faultsOf(webhook, payload)).toEqual([]);
});

test('a deleted fork is null, as GitHub sends it and does not describe it', () => {
  const payload = pullRequestEvent({ ...shape, headRepo: null });
  const faults = faultsOf('pull-request-synchronize', payload);
  expect(faults).toEqual(['/pull_request/head/repo must be object']);
});

test('a payload that lacks a field, or has another type in it, is none', () => {
  const payload = JSON.stringify(pullRequestEvent(shape));
  const without = JSON.parse(payload.replace('"sha":', '"sah":'));
  expect(faultsOf('pull-request-synchronize', without).join('\n')).toContain("'sha'");
  const text = JSON.parse(payload.replace('"number":5', '"number":"5"'));
  expect(faultsOf('pull-request-synchronize', text).join('\n')).toContain('must be integer');
});
