import { scorers } from '@pawl/scorers';
import { expect, test } from 'vitest';

import { answers, scoredProject, scoresOf, type CaseOutput } from '../../testing/scored-project.ts';

const askOthers = new Set(['complete', 'embed', 'runCode', 'loadModule']);
const alone = scorers.filter(({ needs = [] }) => !needs.some((port) => askOthers.has(port)));

/** Every scorer that needs nobody else, with the options of its example; JSON is YAML. */
const everyScorer = alone
  .map(({ type, example }) => `  - ${JSON.stringify({ ...example.options, type })}\n`)
  .join('');

const long: readonly CaseOutput[] = ['[', '{"a":', 'a b ', '<a>', '1,', '\n', '\u0000'].map(
  (unit, at) => ({ id: `long-${at}`, text: unit.repeat(300_000 / unit.length) }),
);

test('every scorer of a set answers every hostile output, with a value or a reason', async () => {
  const outputs = [...answers, ...long, { id: 'empty', text: '' }];
  await using project = await scoredProject(everyScorer, outputs);
  const { code, err, scores } = await scoresOf(project);
  expect({ code, err }).toEqual({ code: 3, err: '' });
  const asked = new Set(scores.map((score) => `${score.case} ${score.scorer}`));
  expect(asked.size).toBe(alone.length * outputs.length);
  const wrong = scores.filter(({ value }) =>
    typeof value === 'number'
      ? !(value >= 0 && value <= 1)
      : /^$|The scorer threw|undefined|NaN/.test(value),
  );
  expect(wrong).toEqual([]);
});
