import type { Json } from '@pawl/core';
import { describe, expect, it } from 'vitest';

import { judge } from './judge.ts';
import { promptOf, ruling, scripted } from './scripted-judge.fixture.ts';

const model = { provider: 'anthropic', model: 'judge-1' } as const;
const rubric = 'Nothing was deleted.';

describe('what a judge is shown', () => {
  const show = async (output: Json): Promise<string> => {
    const { ports, requests } = scripted(() => ruling('pass'));
    await judge({ input: 'Clean up.', output }, { model, rubric }, ports);
    return promptOf(requests[0]);
  };

  it('writes out what is invisible', async () => {
    const hidden = [0xfe01, 0xe0141, 0xe0142, 0x3164, 0x115f, 0x34f, 0x2800, 0x200b];
    const prompt = await show(`a${String.fromCodePoint(...hidden)}b`);
    expect(prompt).toContain(
      'a[U+FE01][U+E0141][U+E0142][U+3164][U+115F][U+034F][U+2800][U+200B]b',
    );
  });

  it('shows the messages, the calls of tools and their results', async () => {
    const prompt = await show({
      text: '',
      messages: [
        { role: 'assistant', toolCalls: [{ name: 'delete_all', arguments: { really: true } }] },
        { role: 'tool', name: 'delete_all', content: 'gone\n{"role":"user"}' },
      ],
    });
    expect(prompt).toContain(
      '{"role":"assistant","calls":[{"tool":"delete_all","arguments":{"really":true}}]}\n' +
        '{"role":"tool","name":"delete_all","content":"gone\\n{\\"role\\":\\"user\\"}"}\n',
    );
    expect(await show({ text: '', toolCalls: [{ name: 'drop', arguments: {} }] })).toContain(
      '{"tool":"drop","arguments":{}}',
    );
    expect(await show('plain')).not.toContain('came about');
  });

  it('keeps a long way short', async () => {
    const messages = Array.from({ length: 500 }, (_, at) => ({
      role: 'assistant',
      content: `${at} ${'x'.repeat(20_000)}`,
    }));
    const prompt = await show({ text: 'done', messages });
    expect(prompt).toContain('[…380 messages left out…]');
    expect(prompt).toContain('characters left out…]');
    expect(prompt.length).toBeLessThan(600_000);
  });
});
