import { defaultPolicy, type JsonObject } from '@pawl/core';
import { expect, test } from 'vitest';

import { diffPolicies } from './diff-policies.ts';
import { judgingPolicy } from './judging-policy.ts';
import { policyJson } from './policy-json.ts';
import { accepted } from './testing/verdict-story.ts';
import { toBaseline } from './to-baseline.ts';

const headPolicy = { ...defaultPolicy, margin: 0.5, passAt: 0 };

function acceptedUnder(policy: JsonObject): ReturnType<typeof judgingPolicy> {
  const baseline = toBaseline(accepted, { set: 'support', target: 'bot' });
  const header = baseline && { ...baseline.header, policy };
  return judgingPolicy({
    evidence: {},
    set: 'support',
    headPolicy,
    baseline: baseline && header && { ...baseline, header },
  });
}

test('a whole policy of the baseline judges, with nothing of the branch in it', () => {
  expect(acceptedUnder(policyJson(defaultPolicy))).toEqual(defaultPolicy);
});

test('a policy with gaps judges where it says something; one that says nothing leaves the branch’s', () => {
  expect(acceptedUnder({ margin: 0.03 })).toMatchObject({ margin: 0.03, passAt: 0 });
  expect(acceptedUnder({})).toEqual(headPolicy);
  expect(acceptedUnder({ margin: 'wide' })).toEqual(headPolicy);
});

test('the base’s files come before what the baseline carries', () => {
  const base = { ...defaultPolicy, margin: 0.01 };
  const evidence = { basePolicies: { support: base } };
  const policy = judgingPolicy({ evidence, set: 'support', headPolicy, baseline: undefined });
  expect(policy).toBe(base);
});

test('every change of a rule is told with its direction', () => {
  const changed = {
    ...defaultPolicy,
    margin: 0.01,
    confidence: 0.9,
    onInconclusive: 'warn',
    onTimeout: 'fail',
    primary: ['right'],
    minimum: { right: { share: 0.8, on: 'mean' } },
    budgets: { costPerCase: 1 },
    maxRemoved: 3,
    blockingSeverities: ['sev1'],
  } as const;
  const told = diffPolicies(defaultPolicy, changed).map((one) => `${one.what}: ${one.direction}`);
  expect(told).toEqual([
    'blockingSeverities: weaker',
    'budgets.costPerCase: stricter',
    'confidence: weaker',
    'margin: stricter',
    'maxRemoved: weaker',
    'minimum.right: stricter',
    'onInconclusive: weaker',
    'onTimeout: stricter',
    'primary: weaker',
  ]);
  const back = diffPolicies(changed, defaultPolicy);
  expect(back.find((one) => one.what === 'minimum.right')?.direction).toBe('weaker');
  expect(back.find((one) => one.what === 'budgets.costPerCase')?.direction).toBe('weaker');
});
