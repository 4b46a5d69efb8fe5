import { expect, test, vi } from 'vitest';

import { startModel } from '../../testing/model-server.ts';
import { onOneLine } from '../../testing/on-one-line.ts';
import {
  afterPostmortem,
  casesFile,
  fromTrace,
  incidentFile,
  policyFile,
} from '../../testing/postmortem.ts';
import { copyRepository } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const ruling = (prompt: string): string =>
  JSON.stringify({ reason: 'By its days.', verdict: prompt.includes('30 days') ? 'pass' : 'fail' });

const proofsIn = (out: string): unknown => {
  const { incidents }: { incidents: readonly { state: string; proofs: unknown }[] } =
    JSON.parse(out);
  return incidents[0];
};

test('a judge is asked once for each side of a proof; checks recall it, and an edit makes it stale', async () => {
  await using model = await startModel(ruling);
  await using project = await copyRepository('postmortem');
  const pawl = project.in({ env: { OPENAI_API_KEY: 'sk-test-4f1d2c' } });
  const asks = `model: { provider: openai, model: judge-1, baseUrl: '${model.url}' }`;
  const judge = `{ type: judge, name: policy, rubric: Promises nothing that is wrong., ${asks} }`;
  const written = await pawl(...fromTrace('otel'), '--scorer', judge);
  expect(written.out.split('\n')[0]).toContain('would have caught it');
  expect(model.asked()).toHaveLength(4);
  expect((await pawl('incident', 'verify')).code).toBe(0);
  expect(model.asked()).toHaveLength(4);
  expect((await pawl('incident', 'list')).out).toContain('proven');
  await project.edit(casesFile, 'nothing that is wrong', 'nothing');
  const { out } = await pawl('incident', 'list');
  expect(out).toContain('stale');
  expect(model.asked()).toHaveLength(4);
});

test.each([
  ['is content with silence', "{ type: not-contains, value: '60 days' }", ['empty', 'parrot']],
  ['looks for words of the question', 'contains: return', ['bad', 'parrot']],
  ['asks for something else', 'contains: refund', ['good']],
])('a guard whose scorer %s is unproven, and says on which side', async (_, scorer, sides) => {
  await using project = await copyRepository('postmortem');
  await project.pawl(...fromTrace('otel'), '--scorer', scorer);
  const { code, out } = await project.pawl('incident', 'verify', '--json');
  expect(proofsIn(out)).toMatchObject({
    state: 'unproven',
    proofs: [{ faults: sides.map((side) => ({ side })) }],
  });
  expect(code).toBe(1);
});

test('coverage and catch rate are told, and unknown incidents named', async () => {
  await using project = await afterPostmortem();
  const { code, out } = await project.pawl('incident', 'verify', 'INC-0001');
  expect(out).toMatchInlineSnapshot(`
    "✓ INC-0001 sev2 proven: The assistant promised 60 days for returns · return-window

    ✓ Coverage: 1 of 1 incidents have a proven guard (100.0 %).
    · Catch rate: no guard has failed in a check on this machine yet.
    "
  `);
  expect(code).toBe(0);
  const unknown = await project.pawl('incident', 'verify', 'INC-001');
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('Did you mean INC-0001?');
});

test('a configuration from a trace is run by way of the target that has its model, with its own system prompt', async () => {
  await using model = await startModel((prompt) =>
    prompt.startsWith('You answer') ? 'Within 60 days.' : 'Within 30 days.',
  );
  await using project = await afterPostmortem();
  const told = await project.read(incidentFile);
  const [day = ''] = /^configuration:\n(?: .*\n)+/mu.exec(told) ?? [];
  const configuration =
    'configuration: { provider: openai, model: gpt-5-mini, system: You answer kindly., temperature: 0 }\n';
  await project.write(incidentFile, told.replace(day, configuration));
  const none = await project.pawl('incident', 'verify', '--reproduce', '3');
  expect(none.code).toBe(2);
  expect(onOneLine(none.err)).toContain(
    'inc-0001-day: {"provider":"openai","model":"gpt-5-mini","system":"You answer kindly.","params":{"temperature":0}}',
  );
  const target = `targets:\n  gpt:\n    provider: openai\n    model: gpt-5-mini\n    baseUrl: ${model.url}\n    system: Be strict.\n`;
  await project.edit('pawl.yaml', 'targets:\n', target);
  const { code, out } = await project.in({ env: { OPENAI_API_KEY: 'sk-test-key' } })(
    'incident',
    'verify',
    '--reproduce',
    '3',
  );
  expect(out).toContain('`inc-0001` fails `return-window` in 3 of 3 trials');
  expect(model.asked()[0]).toMatch(/^You answer kindly\.\n/u);
  expect(code).toBe(0);
});

test('the configuration of that day is run again, and its rate of failure has an interval', async () => {
  await using project = await afterPostmortem();
  const unnamed = await project.pawl('incident', 'verify', '--reproduce', '3');
  expect(unnamed.code).toBe(2);
  expect(unnamed.err).toContain('names no target');
  await project.edit(incidentFile, '  provider: openai', '  target: support\n  provider: openai');
  await project.edit(policyFile, 'within 30 days of delivery', 'within 60 days');
  const { code, out } = await project.pawl('incident', 'verify', '--reproduce', '8');
  expect(out).toContain(
    '`support` fails `return-window` in 8 of 8 trials: 100.0 % (95 %: 67.6 % … 100.0 %)',
  );
  expect(code).toBe(0);
});
