import { isUsageError } from '@pawl/core';
import { describe, expect, test } from 'vitest';

import { readInputs } from '../src/inputs.ts';
import { explainThrown } from '../src/no-verdict.ts';
import { stillWorld } from './bench.ts';

function problemsOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  try {
    readInputs({ ...stillWorld(env), workspace: '/home/me/project' });
    return [];
  } catch (error) {
    return isUsageError(error) ? error.problems.map(({ message }) => message) : [String(error)];
  }
}

describe('inputs', () => {
  test('have defaults', () => {
    const inputs = readInputs({ ...stillWorld(), workspace: '/home/me/project' });
    expect(inputs).toMatchObject({
      mode: 'auto',
      sets: [],
      results: '/home/me/project/.pawl/runs',
      baseline: 'auto',
      comment: 'on-change',
      maxDistance: 50,
      baselineWaitMs: 600_000,
    });
  });

  test.each([
    ['mode', 'Gate', 'Input `mode` is "Gate"; it may be auto, run, gate, record.'],
    ['sets', 'a --x', 'Input `sets` names "--x", which no eval set can be called.'],
    ['sets', '$(id)', 'Input `sets` names "$(id)", which no eval set can be called.'],
    [
      'results',
      '../elsewhere',
      'Input `results` is "../elsewhere"; it must be a folder inside the workspace.',
    ],
    ['results', '/etc', 'Input `results` is "/etc"; it must be a folder inside the workspace.'],
    ['results', 'a\nb', 'Input `results` is "a\\nb"; it must be a folder inside the workspace.'],
    [
      'working-directory',
      '--help',
      'Input `working-directory` is "--help"; it must be a folder inside the workspace.',
    ],
    ['confirm', '1.5', 'Input `confirm` is "1.5"; it must be a whole number from 0 to 20.'],
    ['confirm', '-1', 'Input `confirm` is "-1"; it must be a whole number from 0 to 20.'],
    ['max-cost', 'NaN', 'Input `max-cost` is "NaN"; it must be a number from 0 to 1000000.'],
    [
      'max-distance',
      '1e3',
      'Input `max-distance` is "1e3"; it must be a whole number from 0 to 500.',
    ],
    ['check-run', 'yes', 'Input `check-run` is "yes"; it may be false, true.'],
  ])('refuse %s: %j with one plain sentence', (name, value, sentence) => {
    expect(problemsOf({ [name]: value })).toEqual([sentence]);
  });

  test('are all checked at once', () => {
    expect(problemsOf({ mode: 'x', confirm: 'x', comment: 'x', results: '..' })).toHaveLength(4);
  });

  test('of white space count as left out', () => {
    expect(problemsOf({ mode: '  ', sets: ' \n ', 'max-cost': ' ' })).toEqual([]);
  });
});

describe('whatever is thrown', () => {
  test.each<[string, unknown]>([
    ['a text', 'just a text'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { a: 1 }],
    ['a circle', Object.assign([], { self: [] })],
    ['an error', new TypeError('x is not a function')],
  ])('ends red with one sentence: %s', (_name, thrown) => {
    const end = explainThrown(thrown);
    expect(end.exitCode).toBe(70);
    expect(end.sentence).toMatch(/^No verdict was reached, because of a mistake in Pawl: ./);
    expect(end.sentence).not.toContain('\n');
  });
});
