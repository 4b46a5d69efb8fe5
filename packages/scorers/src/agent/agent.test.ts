import type { Message, Output, ToolCall } from '@pawl/core';
import { describe, expect, it } from 'vitest';

import {
  finalState,
  forbiddenAction,
  maxCalls,
  maxTurns,
  toolArguments,
  toolCallF1,
  toolNotUsed,
  toolOrder,
  toolUsed,
  type ToolArgumentsOptions,
} from '../index.ts';
import type { Order } from './tool-order.ts';

const call = (name: string, given: ToolCall['arguments'] = {}): ToolCall => ({
  name,
  arguments: given,
});
const calling = (...toolCalls: ToolCall[]): Output => ({ text: '', toolCalls });
const silent: Output = { text: 'done' };

describe('tool-used and tool-not-used', () => {
  it('looks for all of the tools, or any', () => {
    const output = calling(call('a'), call('b'));
    expect(toolUsed({ output }, { tools: ['a', 'b'] })).toMatchObject({ value: 1 });
    expect(toolUsed({ output }, { tools: ['a', 'c'] })).toMatchObject({
      value: 0,
      reason: 'not called: c',
    });
    expect(toolUsed({ output }, { tools: ['a', 'c'], match: 'any' })).toMatchObject({ value: 1 });
    expect(toolNotUsed({ output }, { tools: ['c', 'b'] })).toMatchObject({
      value: 0,
      reason: 'called b',
    });
  });

  it('reads the calls of the messages where the output has no list', () => {
    const messages: Message[] = [{ role: 'assistant', toolCalls: [call('a')] }];
    expect(toolUsed({ output: { text: '', messages } }, { tools: 'a' })).toMatchObject({
      value: 1,
    });
  });

  it('does not take silence for innocence, but believes a provider', () => {
    expect(toolNotUsed({ output: silent }, { tools: 'a' })).toMatchObject({ kind: 'unscored' });
    const called: Output = { ...silent, finish: 'tool-calls' };
    expect(toolNotUsed({ output: called }, { tools: 'a' })).toMatchObject({ kind: 'unscored' });
    expect(toolNotUsed({ output: { ...silent, finish: 'stop' } }, { tools: 'a' })).toMatchObject({
      value: 1,
    });
  });
});

describe('forbidden-action', () => {
  const actions = [{ tool: 'refund', arguments: { to: { name: 'me' } } }, { tool: 'drop' }];

  it('finds the calls that hold the forbidden arguments', () => {
    expect(
      forbiddenAction({ output: calling(call('refund', { to: { name: 'you' } })) }, { actions }),
    ).toMatchObject({ value: 1 });
    expect(
      forbiddenAction(
        { output: calling(call('refund', { to: { name: 'me', at: 1 } })) },
        { actions },
      ),
    ).toMatchObject({ value: 0 });
    expect(forbiddenAction({ output: calling(call('drop', 'all')) }, { actions })).toMatchObject({
      value: 0,
    });
  });
});

describe('calls as scripts hand them in', () => {
  const actions = [{ tool: 'refund', arguments: { amount: 1000 } }];
  const forbidden = (given: ToolCall['arguments']) =>
    forbiddenAction({ output: calling(call('refund', given)) }, { actions });

  it('reads arguments that are the text of JSON', () => {
    expect(forbidden('{"amount":1000}')).toMatchObject({ value: 0 });
    expect(forbidden('{"amount":10}')).toMatchObject({ value: 1 });
    expect(
      toolArguments(
        { output: calling(call('refund', '{"amount":10}')) },
        { tool: 'refund', exact: { amount: 10 } },
      ),
    ).toMatchObject({ value: 1 });
  });

  it('finds a forbidden number that is written as text', () => {
    expect(forbidden({ amount: '1000' })).toMatchObject({ value: 0 });
    expect(forbidden({ amount: ' 1000.00 ' })).toMatchObject({ value: 0 });
    expect(forbidden({ amount: '' })).toMatchObject({ value: 1 });
    expect(
      forbiddenAction(
        { output: calling(call('refund', { all: 'true' })) },
        { actions: [{ tool: 'refund', arguments: { all: true } }] },
      ),
    ).toMatchObject({ value: 0 });
  });

  it('does not take arguments that cannot be read for innocent', () => {
    expect(forbidden('{"amount":10')).toMatchObject({ kind: 'unscored' });
  });

  it('looks into the messages where the list of calls is empty', () => {
    const messages: Message[] = [{ role: 'assistant', toolCalls: [call('drop')] }];
    const output: Output = { text: '', toolCalls: [], messages };
    expect(toolNotUsed({ output }, { tools: 'drop' })).toMatchObject({ value: 0 });
  });

  it.each(['no', [null], [{ role: 'assistant', content: 7 }], [{ role: 'user', toolCalls: 'x' }]])(
    'says in its own words that %j are no messages',
    (messages) => {
      const output = JSON.parse(JSON.stringify({ text: '', messages }));
      for (const opinion of [
        toolNotUsed({ output }, { tools: 'a' }),
        maxCalls({ output }, { max: 1 }),
        maxTurns({ output }, { max: 1 }),
      ]) {
        expect(opinion).toMatchObject({
          kind: 'unscored',
          reason: expect.stringMatching('is not'),
        });
      }
    },
  );
});

describe('max-calls and max-turns', () => {
  it('counts calls, in all or of one tool', () => {
    const output = calling(call('a'), call('a'), call('b'));
    expect(maxCalls({ output }, { max: 3 })).toMatchObject({ value: 1 });
    expect(maxCalls({ output }, { max: 2 })).toMatchObject({
      value: 0,
      reason: '3 calls, at most 2 allowed',
    });
    expect(maxCalls({ output }, { max: 1, tools: 'b' })).toMatchObject({ value: 1 });
  });

  it('counts messages of one side', () => {
    const messages: Message[] = [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }];
    expect(maxTurns({ output: { text: '', messages } }, { max: 1 })).toMatchObject({ value: 1 });
    expect(maxTurns({ output: { text: '', messages } }, { max: 1, role: 'user' })).toMatchObject({
      value: 0,
    });
    expect(maxTurns({ output: silent }, { max: 1 })).toMatchObject({ kind: 'unscored' });
  });
});

describe('tool-arguments', () => {
  const output = calling(
    call('refund', { order: 7, amount: 10 }),
    call('refund', { order: 8, amount: 99 }),
  );

  it.each<[Omit<ToolArgumentsOptions, 'tool'>, number]>([
    [{ subset: { order: 7 } }, 0],
    [{ subset: { order: 7 }, which: 'any' }, 1],
    [{ exact: { amount: 10, order: 7 }, which: 'any' }, 1],
    [{ exact: { order: 7 }, which: 'any' }, 0],
    [{ schema: { properties: { amount: { maximum: 100 } } } }, 1],
    [{ schema: { properties: { amount: { maximum: 50 } } } }, 0],
  ])('%j gives %d', (options, value) => {
    expect(toolArguments({ output }, { tool: 'refund', ...options })).toMatchObject({ value });
  });

  it('is wrong when the tool was not called, and needs one way to compare', () => {
    expect(toolArguments({ output }, { tool: 'cancel', subset: {} })).toMatchObject({ value: 0 });
    expect(toolArguments.options.safeParse({ tool: 'a' }).success).toBe(false);
    expect(toolArguments.options.safeParse({ tool: 'a', subset: {}, exact: {} }).success).toBe(
      false,
    );
  });
});

describe('tool-order', () => {
  const [a, b, c] = [call('a', { n: 1 }), call('b'), call('c')];

  it.each<[readonly ToolCall[], Record<Order, number>]>([
    [[a, b], { strict: 1, unordered: 1, subset: 1, superset: 1, 'in-order': 1 }],
    [[b, a], { strict: 0, unordered: 1, subset: 1, superset: 1, 'in-order': 0 }],
    [[a, c, b], { strict: 0, unordered: 0, subset: 0, superset: 1, 'in-order': 1 }],
    [[a], { strict: 0, unordered: 0, subset: 1, superset: 0, 'in-order': 0 }],
    [[a, a, b], { strict: 0, unordered: 0, subset: 0, superset: 1, 'in-order': 1 }],
    [[], { strict: 0, unordered: 0, subset: 1, superset: 0, 'in-order': 0 }],
  ])('of %j', (calls, values) => {
    for (const order of ['strict', 'unordered', 'subset', 'superset', 'in-order'] as const) {
      const given = { output: calling(...calls), expected: [{ name: 'a', kwargs: { n: 1 } }, 'b'] };
      expect([order, toolOrder(given, { order })]).toMatchObject([order, { value: values[order] }]);
    }
  });

  it('compares arguments as told', () => {
    const given = {
      output: calling(call('a', { n: 1, m: 2 })),
      expected: { steps: [{ name: 'a', arguments: { n: 1 } }] },
    };
    expect(toolOrder(given, { path: 'steps' })).toMatchObject({ value: 0 });
    expect(toolOrder(given, { path: 'steps', arguments: 'subset' })).toMatchObject({ value: 1 });
    expect(toolOrder(given, { path: 'nowhere' })).toMatchObject({ kind: 'unscored' });
  });
});

describe('tool-call-f1', () => {
  it('gives each reference a call of its own where there is a way to', () => {
    const output = calling(call('a', { n: 1 }), call('a', { n: 2 }));
    expect(
      toolCallF1({ output, expected: ['a', { name: 'a', arguments: { n: 1 } }] }),
    ).toMatchObject({ value: 1 });
    const expected = [
      { name: 'a', arguments: {} },
      { name: 'a', arguments: { n: 1 } },
    ];
    expect(toolCallF1({ output, expected }, { arguments: 'subset' })).toMatchObject({ value: 1 });
  });

  it('is 1 when nothing was to be called and nothing was', () => {
    expect(toolCallF1({ output: calling(), expected: [] })).toMatchObject({ value: 1 });
    expect(toolCallF1({ output: calling(call('a')), expected: [] })).toMatchObject({ value: 0 });
  });

  it('looks only at the tools named', () => {
    const given = {
      output: calling(call('get'), call('put', { n: 1 })),
      expected: [{ name: 'put', args: { n: 1 } }],
    };
    expect(toolCallF1(given)).toMatchObject({ value: expect.closeTo(2 / 3, 10) });
    expect(toolCallF1(given, { tools: 'put' })).toMatchObject({ value: 1 });
  });
});

describe('final-state', () => {
  const output: Output = { text: '', row: { state: { paid: true, at: 1 } } };

  it('compares the state with what was expected', () => {
    expect(finalState({ output, expected: { at: 1, paid: true } })).toMatchObject({ value: 1 });
    expect(finalState({ output, expected: { paid: true } })).toMatchObject({ value: 0 });
    expect(finalState({ output, expected: { paid: true } }, { subset: true })).toMatchObject({
      value: 1,
    });
    expect(finalState({ output: silent, expected: {} })).toMatchObject({ kind: 'unscored' });
    expect(
      finalState({ output, expected: { end: 1 } }, { path: 'state.at', expectedPath: 'end' }),
    ).toMatchObject({ value: 1 });
  });
});
