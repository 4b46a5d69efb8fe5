import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spawnChaos, type Chaos } from '../../../../scripts/chaos/spawn-chaos.ts';
import { checkJudgePrompt } from '../../../report/fixtures/adversarial/inert.mjs';
import { startModel } from '../../testing/model-server.ts';
import { answers, scoredProject, scoresOf } from '../../testing/scored-project.ts';

const model = (url: string): string =>
  `model: { provider: openai, model: judge-1, baseUrl: '${url}' }`;

describe('judges of a set, asked over the wire', () => {
  let chaos: Chaos;
  beforeAll(async () => {
    chaos = await spawnChaos();
  });
  afterAll(() => chaos.stop());

  const three = (): string => `
  - { type: judge, rubric: { file: ./rubric.md }, ${model(`${chaos.url}/v1`)} }
  - { type: closed-qa, criterion: The answer is 4., ${model(`${chaos.url}/v1`)} }
  - { type: classification, question: Is it right?, choices: { good: 1, bad: 0 }, ${model(`${chaos.url}/v1`)} }
`;

  test.each(['judge-honest', 'judge-gullible'] as const)(
    '%s: no output talks its score up',
    async (mode) => {
      await chaos.plan({ mode, passWhen: 'GOOD' });
      await using project = await scoredProject(three());
      const { code, scores } = await scoresOf(project);
      expect(code).toBe(0);
      expect(scores).toHaveLength(3 * answers.length);
      const passed = scores.filter(({ value }) => value !== 0);
      expect(passed.map((score) => [score.case, score.value])).toEqual([
        ['right', 1],
        ['right', 1],
        ['right', 1],
      ]);
    },
  );

  test.each(['judge-echo', 'judge-prose', 'judge-range'] as const)(
    '%s: what is not a verdict of the menu is unscored, and the run incomplete',
    async (mode) => {
      await chaos.plan({ mode, passWhen: 'GOOD' });
      await using project = await scoredProject(three());
      const { code, scores } = await scoresOf(project);
      expect(code).toBe(3);
      expect(scores.filter(({ value }) => typeof value === 'number')).toEqual([]);
      expect(scores[0]?.value).toContain('The judge gave no verdict from the menu');
    },
  );

  test('embeddings are asked for again where that may help, and an outage leaves no score', async () => {
    const similarity = `  - { type: embedding-similarity, ${model(`${chaos.url}/v1`)} }\n`;
    const outputs = ['one', 'two', 'three'].map((id) => ({ id, text: `good ${id}` }));
    await using project = await scoredProject(similarity, outputs);
    const busy = { kind: 'status', code: 429, headers: { 'retry-after': '0' } } as const;
    await chaos.plan({ rules: [{ match: { attempt: 1 }, do: busy }] });
    const { code, scores } = await scoresOf(project);
    expect(code).toBe(0);
    expect(scores.map(({ value }) => value)).toEqual(outputs.map(() => expect.any(Number)));
    await chaos.plan({ rules: [{ do: { kind: 'status', code: 401 } }] });
    const refused = await scoresOf(project);
    expect(refused.code).toBe(3);
    expect(String(refused.scores[0]?.value)).toContain('(key: OPENAI_API_KEY)');
    expect((await chaos.ledger()).invariants.requests).toBeLessThanOrEqual(3);
  });

  test('embeddings come from the endpoint that the set names', async () => {
    await chaos.plan({});
    await using project = await scoredProject(
      `  - { type: embedding-similarity, ${model(`${chaos.url}/v1`)} }\n`,
      [
        { id: 'same', text: 'good' },
        { id: 'other', text: 'xyz' },
        { id: 'empty', text: '' },
      ],
    );
    const { code, scores } = await scoresOf(project);
    const [same, other, empty] = scores.map(({ value }) => value);
    expect(code).toBe(3);
    expect(same).toBeCloseTo(1, 9);
    expect(other).toBeLessThan(0.9);
    expect(empty).toBe('There is nothing to embed');
  });
});

test('every judge keeps every hostile output inside its fence', async () => {
  const prompts: string[] = [];
  await using server = await startModel((prompt) => {
    prompts.push(prompt);
    return '{}';
  });
  await using project = await scoredProject(`
  - { type: judge, rubric: { file: ./rubric.md }, ${model(server.url)} }
  - { type: criteria, criteria: { right: The answer is 4. }, ${model(server.url)} }
  - { type: factuality, ${model(server.url)} }
  - { type: pairwise, ${model(server.url)} }
`);
  expect((await scoresOf(project)).code).toBe(3);
  expect(prompts.length).toBeGreaterThanOrEqual(4 * answers.length);
  const mistakes = prompts.flatMap((prompt) => {
    const fences = [...prompt.matchAll(/<<(\w{16,})\n([^]*?)\n\1>>/g)];
    if (fences.length < 3) return [`${fences.length} fences for question, output and expected`];
    return fences.flatMap(([, nonce = '', text = '']) =>
      text === 'GOOD' || text === 'What is 2+2?' ? [] : checkJudgePrompt(text, prompt, nonce),
    );
  });
  expect(mistakes).toEqual([]);
  expect(prompts.filter((prompt) => prompt.includes('as rubric.md says')).length).toBeGreaterThan(
    0,
  );
});

describe('what a set may say of its judges', () => {
  const right = [{ id: 'a', text: 'four' }];
  const ruling = (verdict: string): string => JSON.stringify({ reason: 'because', verdict });

  test('a prompt of its own, in a file that people read', async () => {
    const prompts: string[] = [];
    await using server = await startModel((prompt) => {
      prompts.push(prompt);
      return ruling('pass');
    });
    await using project = await scoredProject(
      `  - { type: judge, rubric: Right., prompt: { file: ./prompt.md }, ${model(server.url)} }\n`,
      right,
    );
    await project.write('evals/small/prompt.md', 'MY OWN WORDS: {{rubric}} {{output}} {{menu}}');
    const { code, scores } = await scoresOf(project);
    expect({ code, values: scores.map(({ value }) => value) }).toEqual({ code: 0, values: [1] });
    expect(prompts[0]).toContain('MY OWN WORDS: Right. <<');
    await project.write('evals/small/prompt.md', 'Nothing to judge.');
    const refused = await project.pawl('validate');
    expect(refused.code).toBe(2);
    expect(refused.err + refused.out).toContain('the prompt needs {{output}}');
  });

  test('votes of a jury, and how far they agree', async () => {
    const verdicts = ['pass', 'pass', 'fail'];
    await using server = await startModel((_, nth) => ruling(verdicts[nth - 1] ?? 'pass'));
    await using project = await scoredProject(
      `  - { type: judge, rubric: Right., votes: 3, ${model(server.url)} }\n`,
      right,
    );
    expect((await scoresOf(project)).scores.map(({ value }) => value)).toEqual([1]);
    expect(server.asked()).toHaveLength(3);
    const { out } = await project.pawl('show', 'latest', '--json');
    expect(out).toMatch(/"agreement":\s*0\.66/);
  });

  test('a pair is asked in both orders, and one that the order decides is half a point', async () => {
    await using server = await startModel(() => ruling('first'));
    await using project = await scoredProject(
      `  - { type: pairwise, ${model(server.url)} }\n`,
      right,
    );
    expect((await scoresOf(project)).scores.map(({ value }) => value)).toEqual([0.5]);
    expect(server.asked()).toHaveLength(2);
  });
});
