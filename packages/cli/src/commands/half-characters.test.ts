import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { copyFixture } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const half = String.raw`cut\ud800`;
const folder = 'evals/capitals';

describe('half of a character in a definition is exit 2 with its place, in every format', () => {
  test.each([
    ['cases.jsonl', `{"id":"u","input":"${half}","expected":"x"}\n`, 'cases.jsonl:1:19'],
    ['cases.jsonl', `{"id":"u","input":{"${half}":1}}\n`, 'cases.jsonl:1:20'],
    ['cases.jsonl', `{"id":"${half}","input":"x"}\n`, 'cases.jsonl:1:7'],
    ['cases.jsonl', `{"id":"u","input":"x","tags":["${half}"]}\n`, 'cases.jsonl:1:31'],
    ['cases.json', `[{"id":"u","input":"x","metadata":{"a":"${half}"}}]\n`, 'cases.json:1:40'],
    ['cases.yaml', `- id: u\n  input: "${half}"\n`, 'cases.yaml:2:10'],
    ['cases.yaml', `- id: u\n  input:\n    "${half}": 1\n`, 'cases.yaml:3:5'],
    [
      'set.yaml',
      `name: capitals\nversion: 1.0.0\nowner: '@g'\nscorers: [contains: "${half}"]\n`,
      'set.yaml:4:21',
    ],
    [
      'set.yaml',
      `name: capitals\nversion: 1.0.0\nowner: '@g'\nscorers: [contains]\ncases: [{ id: u, input: "${half}" }]\n`,
      'set.yaml:5:25',
    ],
  ])('%s: %s', async (name, text, place) => {
    await using project = await copyFixture('capitals');
    if (name.startsWith('cases')) await project.write(`${folder}/cases.jsonl`, '');
    await project.write(`${folder}/${name}`, text);
    for (const command of ['validate', 'run']) {
      const { code, out, err } = await project.pawl(command);
      expect(out + err).toContain(place);
      expect(out + err).toContain('half of a character');
      expect(out + err).not.toContain('a bug of ours');
      expect(code).toBe(2);
    }
  });

  test('a CSV file cannot hold one: its bytes are no UTF-8', async () => {
    await using project = await copyFixture('capitals');
    await project.write(`${folder}/cases.jsonl`, '');
    const bytes = Buffer.from([
      0x69, 0x64, 0x2c, 0x69, 0x6e, 0x70, 0x75, 0x74, 10, 0x75, 0x2c, 0xed, 0xa0, 0x80, 10,
    ]);
    await writeFile(join(project.root, folder, 'cases.csv'), bytes);
    const { code, err } = await project.pawl('run');
    expect(err).toContain('cases.csv:2');
    expect(code).toBe(2);
  });

  test('an escaped whole character is none', async () => {
    await using project = await copyFixture('capitals');
    const whole = String.raw`\ud83d\ude00`;
    await project.write(
      `${folder}/cases.jsonl`,
      `{"id":"france","input":{"${whole}":"${whole}"},"expected":"Paris"}\n`,
    );
    expect((await project.pawl('run', '--quiet')).code).toBe(0);
  });
});

test('an answer that holds half of a character is scored, recorded and accepted like any other', async () => {
  await using project = await copyFixture('capitals');
  await project.edit('recorded.jsonl', 'It is Paris.', String.raw`It is Paris \ud800.`);
  expect((await project.pawl('run', '--quiet')).code).toBe(0);
  const { trials } = JSON.parse((await project.pawl('show', 'latest', '--json')).out);
  expect(trials[0].output.text).toBe('It is Paris \ud800.');
  expect((await project.pawl('baseline', 'accept')).code).toBe(0);
  expect((await project.pawl('check', '--quiet')).code).toBe(0);
});
