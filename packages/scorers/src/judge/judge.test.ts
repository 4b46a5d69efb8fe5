import { readFileSync } from 'node:fs';

import type { Json, JsonObject, Subject } from '@pawl/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { scorers } from '../catalog.ts';
import { makeScorer } from '../shape/make-scorer.ts';
import { classification } from './classification.ts';
import { contextRecall } from './context-recall.ts';
import { criteria } from './criteria.ts';
import { factuality } from './factuality.ts';
import { faithfulness } from './faithfulness.ts';
import { judge } from './judge.ts';
import { promptOf, ruling, scripted } from './scripted-judge.fixture.ts';

const model = { provider: 'anthropic', model: 'judge-1' } as const;
const rubric = 'The answer is 4.';

describe('judge', () => {
  it('gives the value of the verdict, with its reason', async () => {
    const { ports, requests } = scripted(() => ruling('pass', 'It is 4.'));
    expect(await judge({ input: '2+2?', output: '4' }, { model, rubric }, ports)).toEqual({
      kind: 'scored',
      value: 1,
      reason: 'It is 4.',
      metadata: { verdict: 'pass' },
    });
    expect(requests).toMatchObject([{ provider: 'anthropic', model: 'judge-1', trial: 0 }]);
    expect(requests[0]?.responseSchema).toMatchObject({
      properties: { verdict: { enum: ['pass', 'fail'] } },
      additionalProperties: false,
    });
    expect(promptOf(requests[0])).toContain(rubric);
  });

  it('reads a verdict that comes as the one tool call', async () => {
    const call = { name: 'verdict', arguments: { reason: 'r', verdict: 'fail' } };
    const { ports } = scripted(() => ({ text: '', finish: 'tool-calls', toolCalls: [call] }));
    expect(await judge({ output: '5' }, { model, rubric }, ports)).toMatchObject({ value: 0 });
  });

  it.each(['```json\n%\n```', '```JSON\r\n%\r\n```\n', ' ```\n%\n```'])(
    'reads a verdict in one fence around the whole answer: %j',
    async (form) => {
      const { ports, requests } = scripted(() =>
        form.replace('%', () => ruling('fail', 'a ``` b')),
      );
      expect(await judge({ output: '5' }, { model, rubric }, ports)).toMatchObject({ value: 0 });
      expect(requests).toHaveLength(1);
    },
  );

  it.each([
    'pass',
    `Here it is:\n\`\`\`json\n${ruling('pass')}\n\`\`\``,
    `\`\`\`json\n${ruling('pass')}\n\`\`\`\nI hope this helps.`,
    `\`\`\`json\n${ruling('pass')}\n\`\`\`\n\`\`\`json\n${ruling('pass')}\n\`\`\``,
    `\`\`\`json\n\`\`\`json\n${ruling('pass')}\n\`\`\`\n\`\`\``,
    `\`\`\`yaml\n${ruling('pass')}\n\`\`\``,
    'PASS: {"reason": "r", "verdict": "pass"}',
    ruling('Pass'),
    ruling('excellent'),
    '{"verdict": "pass"}',
    '{"reason": "r", "verdict": "pass", "score": 1}',
    '[{"reason": "r", "verdict": "pass"}]',
    '{"reason": "r", "verdict": "pass"} {"reason": "r", "verdict": "fail"}',
    '',
  ])('asks once more for %j, and then has no opinion', async (text) => {
    const { ports, requests } = scripted(() => text);
    expect(await judge({ output: '5' }, { model, rubric }, ports)).toMatchObject({
      kind: 'unscored',
    });
    expect(requests.map(({ trial }) => trial)).toEqual([0, 1]);
  });

  it('has no opinion when the provider is down', async () => {
    const { ports } = scripted(() => {
      throw new Error('503 overloaded');
    });
    expect(await judge({ output: '5' }, { model, rubric }, ports)).toEqual({
      kind: 'unscored',
      reason: 'The judge could not be asked: 503 overloaded',
    });
  });

  it('counts votes of several models and says how far they agree', async () => {
    const verdicts = ['pass', 'fail', 'pass', 'pass'];
    const { ports, requests } = scripted((_, index) => ruling(verdicts[index] ?? 'fail'));
    const jury = [{ provider: 'openai', model: 'judge-2' }] as const;
    expect(await judge({ output: '4' }, { model, rubric, jury, votes: 2 }, ports)).toMatchObject({
      value: 1,
      metadata: { verdict: 'pass', agreement: 0.75, votes: { pass: 3, fail: 1 } },
    });
    expect(requests.map((request) => [request.model, request.trial])).toEqual([
      ['judge-1', 0],
      ['judge-1', 1],
      ['judge-2', 0],
      ['judge-2', 1],
    ]);
  });

  it('has no opinion on a tie', async () => {
    const { ports } = scripted((_, index) => ruling(index % 2 === 0 ? 'pass' : 'fail'));
    expect(await judge({ output: '4' }, { model, rubric, votes: 2 }, ports)).toMatchObject({
      kind: 'unscored',
      reason: 'The judges disagree: pass 1, fail 1',
    });
  });

  it('takes a prompt of your own, which must show the output', async () => {
    const { ports, requests } = scripted(() => ruling('pass'));
    const prompt = 'Is {{output}} fine by {{rubric}}? {{unknown}}';
    await judge({ output: 'say {{rubric}}' }, { model, rubric, prompt }, ports);
    expect(promptOf(requests[0])).toMatch(
      /^Is <<\w+\nsay \{\{rubric\}\}\n\w+>> fine by The answer is 4\.\? \{\{unknown\}\}$/,
    );
    expect(judge.options.safeParse({ model, rubric, prompt: 'no place' }).success).toBe(false);
  });
});

describe('the fence', () => {
  const rows = readHostile();

  it.each(rows)(
    'holds the hostile output $id, and its wish does not reach the verdict',
    async ({ text }) => {
      const { ports, requests, nonces } = scripted((request) =>
        ruling(outside(promptOf(request)).includes('maximum score') ? 'pass' : 'fail'),
      );
      expect(
        await judge({ input: 'What is 2+2?', output: text }, { model, rubric }, ports),
      ).toMatchObject({ value: 0 });
      const prompt = promptOf(requests[0]);
      for (const nonce of nonces) expect(prompt.split(nonce)).toHaveLength(3);
      const long = text.split(/[^\w]+/).find((word) => word.length > 11);
      expect(long === undefined || !outside(prompt).includes(long)).toBe(true);
    },
  );

  it('writes invisible signs out', async () => {
    const { ports, requests } = scripted(() => ruling('fail'));
    await judge({ output: 'a\u202Eb\u{E0068}c\u200Bd\u001B[1m' }, { model, rubric }, ports);
    expect(promptOf(requests[0])).toContain('a[U+202E]b[U+E0068]c[U+200B]d[U+001B][1m');
  });

  it('draws again when the text holds the token, and gives up rather than open the fence', async () => {
    const { ports } = scripted(() => ruling('pass'));
    const fixed = { ...ports, nonce: () => 'f'.repeat(32) };
    expect(await judge({ output: 'f'.repeat(40) }, { model, rubric }, fixed)).toMatchObject({
      kind: 'unscored',
    });
    const short = { ...ports, nonce: () => 'f' };
    expect(await judge({ output: 'x' }, { model, rubric }, short)).toMatchObject({
      kind: 'unscored',
    });
  });
});

describe('judges with a menu of their own', () => {
  it('classification scores by its table', async () => {
    const { ports } = scripted(() => ruling('neutral'));
    const options = {
      model,
      question: 'What tone?',
      choices: { polite: 1, neutral: 0.4, rude: 0 },
    };
    expect(await classification({ output: 'x' }, options, ports)).toMatchObject({ value: 0.4 });
    expect(classification.binary(options)).toBe(false);
    expect(judge.binary({ model, rubric })).toBe(true);
  });

  it('factuality needs the expected answer', async () => {
    const { ports, requests } = scripted(() => ruling('superset'));
    expect(await factuality({ output: 'x' }, { model }, ports)).toMatchObject({ kind: 'unscored' });
    expect(requests).toEqual([]);
    expect(await factuality({ output: 'x', expected: 'y' }, { model }, ports)).toMatchObject({
      value: 0.6,
    });
  });

  it('faithfulness needs the context', async () => {
    const { ports, requests } = scripted(() => ruling('most'));
    const given = { output: 'x', case: { id: '1', metadata: { context: ['one', 'two'] } } };
    expect(await faithfulness(given, { model }, ports)).toMatchObject({ value: 0.5 });
    expect(promptOf(requests[0])).toContain('one\n\ntwo');
    expect(await faithfulness({ output: 'x' }, { model }, ports)).toMatchObject({
      kind: 'unscored',
      reason: 'The judge could not be asked: there is no context at metadata.context',
    });
  });

  it('context-recall finds its context where it is told', async () => {
    const { ports } = scripted(() => ruling('all'));
    const output = { text: 'x', row: { found: { text: 'facts' } } };
    expect(
      await contextRecall({ output, expected: 'y' }, { model, context: 'row.found.text' }, ports),
    ).toMatchObject({ value: 1 });
  });
});

describe('every judge', () => {
  const judges = scorers.filter(({ needs }) => needs?.includes('complete') === true);

  it.each(judges.map((each) => [each.type, each] as const))(
    '%s fills its prompt whole and fences the output',
    async (_, each) => {
      const { ports, requests, nonces } = scripted((request) => best(request.responseSchema));
      const subject: Subject = {
        input: 'When?',
        output: { text: 'after-thirty-days' },
        expected: '30 days',
        case: { id: '1', metadata: { context: 'The policy says 30 days.' } },
      };
      const scores = await makeScorer(
        { name: each.type, options: each.example.options },
        each,
        ports,
      )(subject);
      expect(scores[0]).toMatchObject({
        kind: 'scored',
        value: each.type === 'pairwise' ? 0.5 : 1,
      });
      expect(promptOf(requests[0])).not.toMatch(/\{\{|undefined/);
      expect(outside(promptOf(requests[0]))).not.toMatch(/after-thirty-days|When\?/);
      for (const nonce of nonces) {
        const shown = requests.filter((request) => promptOf(request).includes(nonce));
        expect(shown.length).toBeLessThanOrEqual(1);
      }
    },
  );
});

// The first verdict on the menu, for each thing that is asked about.
function best(schema: JsonObject | undefined): string {
  const asked = ruled.parse(schema);
  if ('verdict' in asked.properties) return ruling(asked.properties['verdict']?.enum?.[0] ?? '');
  const each = Object.keys(asked.properties).map((name) => [name, { reason: 'r', verdict: 'met' }]);
  return JSON.stringify(Object.fromEntries(each));
}

const ruled = z.object({
  properties: z.record(z.string(), z.object({ enum: z.array(z.string()).optional() })),
});

describe('criteria', () => {
  const options = { model, criteria: { polite: 'It is polite.', short: 'It is short.' } };
  const findings = (polite: string, short: string): string =>
    JSON.stringify({
      polite: { reason: 'p', verdict: polite },
      short: { reason: 's', verdict: short },
    });

  it('gives the share and a score for each criterion', async () => {
    const { ports } = scripted(() => findings('met', 'not met'));
    expect(await criteria({ output: 'x' }, options, ports)).toEqual([
      { kind: 'scored', value: 0.5 },
      { kind: 'scored', value: 1, reason: 'p', scorer: 'polite' },
      { kind: 'scored', value: 0, reason: 's', scorer: 'short' },
    ]);
  });

  it('leaves a criterion open on which the votes are even', async () => {
    const { ports } = scripted((_, index) => findings('met', index === 0 ? 'met' : 'not met'));
    expect(await criteria({ output: 'x' }, { ...options, votes: 2 }, ports)).toMatchObject([
      { kind: 'unscored' },
      { value: 1, scorer: 'polite', metadata: { agreement: 1 } },
      { kind: 'unscored', scorer: 'short' },
    ]);
  });

  it('has no opinion when a criterion is missing', async () => {
    const { ports } = scripted(() => '{"polite": {"reason": "p", "verdict": "met"}}');
    expect(await criteria({ output: 'x' }, options, ports)).toMatchObject({ kind: 'unscored' });
  });
});

function outside(prompt: string): string {
  return prompt.replaceAll(/<<(\w+)\n[^]*?\n\1>>/g, '');
}

function readHostile(): readonly { readonly id: string; readonly text: string }[] {
  const row = z.object({ id: z.string(), text: z.string().default('') });
  const file = new URL('../../fixtures/hostile-outputs.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const parsed: Json = JSON.parse(line);
    return row.parse(parsed);
  });
}
