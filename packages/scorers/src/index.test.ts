import { contains, f1, toolNotUsed } from '@pawl/scorers';
import { expect, test } from 'vitest';

const reply = { text: 'You have 30 days.', messages: [{ role: 'assistant' as const }] };

test('the reply names the period, in few words, and sends nothing', () => {
  expect(contains({ output: reply }, { value: '30 days' })).toEqual({ kind: 'scored', value: 1 });
  const near = f1({ output: reply, expected: ['30 days', 'thirty days'] });
  expect(near.kind === 'scored' ? near.value : near.reason).toBeGreaterThan(0.6);
  expect(toolNotUsed({ output: reply }, { tools: 'send_email' })).toMatchObject({ value: 1 });
});
