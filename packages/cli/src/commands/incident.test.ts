import { describe, expect, test, vi } from 'vitest';

import { onOneLine } from '../../testing/on-one-line.ts';
import {
  afterPostmortem,
  casesFile as cases,
  fromTrace,
  incidentFile as file,
  promiseAgain,
} from '../../testing/postmortem.ts';
import { copyRepository } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What a person reads first. */
const firstLines = (out: string, lines: number): string =>
  out.split('\n').slice(0, lines).join('\n');

/** The verdict in one sentence, however many lines it takes. */
const headline = (out: string): string => out.split('\n\n', 1).join('');

describe('a postmortem', () => {
  test('becomes a proven case in one command, and the files change as little as can be', async () => {
    await using project = await copyRepository('postmortem');
    const { code, out, err } = await project.pawl(...fromTrace('otel'));
    expect(err).toMatchInlineSnapshot(`
      "· traces/otel.json: OpenTelemetry GenAI spans
      ! Taken out of the input: 1 e-mail address
      → What is public may stay: --keep <text>
      "
    `);
    expect(out).toMatchInlineSnapshot(`
      "✓ INC-0001 is written, and its case \`return-window\` would have caught it: it fails on the bad output
        and passes on the good one
        Proposed, change it as you like: the reply must say “30 days” and must not say “60 days”.

        + evals/incidents/INC-0001.yaml
        ~ evals/support/cases.yaml
        ~ evals/support/set.yaml  version 2.1.0 → 2.2.0

      → Commit these files with the fix: from now on \`pawl check\` holds back whatever brings it back.
      "
    `);
    expect(code).toBe(0);
    expect(await project.git('diff', '--unified=0')).toMatchInlineSnapshot(`
      "diff --git a/evals/support/cases.yaml b/evals/support/cases.yaml
      index 7b9578a..c8974bf 100644
      --- a/evals/support/cases.yaml
      +++ b/evals/support/cases.yaml
      @@ -65,0 +66,11 @@
      +- id: return-window
      +  input: How many days do I have to return a jacket? I am [email]
      +  incidents: [INC-0001]
      +  scorers:
      +    - type: all-of
      +      name: policy
      +      scorers:
      +        - contains: 30 days
      +        - type: not-contains
      +          caseSensitive: false
      +          value: 60 days
      diff --git a/evals/support/set.yaml b/evals/support/set.yaml
      index 7bdbb82..e012af3 100644
      --- a/evals/support/set.yaml
      +++ b/evals/support/set.yaml
      @@ -3 +3 @@ name: support
      -version: 2.1.0 # semantic
      +version: 2.2.0 # semantic"
    `);
    expect(await project.read(file)).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../../node_modules/pawl/schemas/incident.schema.json
      id: INC-0001
      title: The assistant promised 60 days for returns
      severity: sev2
      occurred: 2026-11-02T12:00:00Z
      closed: 2026-11-04
      owner: '@support-ai'
      configuration:
        provider: openai
        model: gpt-5-mini
      guards:
        - set: support
          case: return-window
          bad:
            text: You can return it within 60 days.
            source: verbatim
          good:
            text: You can return it within 30 days of delivery.
      "
    `);
    expect((await project.pawl('validate', '--against', 'main')).code).toBe(0);
  });

  test.each(['openinference', 'openai', 'anthropic', 'chat'])(
    'is played from a trace of the shape %s as well',
    async (trace) => {
      await using project = await copyRepository('postmortem');
      const { code, out } = await project.pawl(...fromTrace(trace));
      expect(firstLines(out, 2)).toContain('would have caught it');
      expect(code).toBe(0);
      expect(await project.read(file)).toContain('text: You can return it within 60 days.');
    },
  );

  test('of a trace of an unknown shape lists the shapes that are known, and writes nothing', async () => {
    await using project = await copyRepository('postmortem');
    const { code, err } = await project.pawl(...fromTrace('unknown'));
    expect(code).toBe(2);
    expect(err).toContain('traces/unknown.json is a trace of no shape that is known');
    expect(err).toContain('OpenTelemetry GenAI spans');
    expect(err).toContain('a chat transcript');
    expect(await project.git('status', '--porcelain')).toBe('');
  });

  test('without a bad output is written down, and unproven', async () => {
    await using project = await copyRepository('postmortem');
    const story = ['--title', 'Rude', '--severity', 'sev3'];
    const pair = ['--input', 'Hello?', '--good', 'Hello!'];
    const { code, out } = await project.pawl('incident', 'new', ...story, ...pair);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "? INC-0001 is written, but its case \`rude\` may or may not have caught it: no bad output is recorded
        also: no scorer decides on the case

        + evals/incidents/INC-0001.yaml
        ~ evals/support/cases.yaml
        ~ evals/support/set.yaml  version 2.1.0 → 2.2.0

      → Add the bad output to the incident's file, then: \`pawl incident verify\`
      "
    `);
    expect((await project.pawl('incident', 'verify')).code).toBe(0);
    await project.edit(file, 'severity: sev3', 'severity: sev3\nclosed: 2026-11-20');
    const verified = await project.pawl('incident', 'verify');
    expect(verified.out).toMatchInlineSnapshot(`
      "✗ INC-0001 sev3 unproven: Rude · rude
          ✗ \`rude\`: no bad output is recorded
          ✗ \`rude\`: no scorer decides on the case

      ✗ Coverage: 0 of 1 incidents have a proven guard (0.0 %).
      · Catch rate: no guard has failed in a check on this machine yet.

      → A closed incident needs a proven guard: INC-0001. Mend the case or its scorers, or take \`closed\`
        away.
      "
    `);
    expect(verified.code).toBe(1);
  });

  test('starts at a failed case of a run as well, and that case becomes the guard', async () => {
    await using project = await copyRepository('postmortem');
    await project.edit(cases, 'value: at nine', 'value: at ten');
    await project.pawl('run', '--quiet');
    const flags = ['--title', 'Wrong hours', '--severity', 'sev3', '--good', 'We open at ten.'];
    const { out } = await project.pawl('incident', 'new', '--from', 'run:latest:open', ...flags);
    expect(firstLines(out, 2)).toContain('would have caught it');
    expect(await project.read(file)).toContain('text: We open at nine.');
    expect(await project.read('evals/support/set.yaml')).toContain('version: 2.1.1 # semantic');
    const passed = await project.pawl('incident', 'new', '--from', 'run:latest:gift', ...flags);
    expect(passed.code).toBe(2);
    expect(passed.err).toContain('has no failed output');
  });

  test('with facts missing says all of them at once', async () => {
    await using project = await copyRepository('postmortem');
    const { code, err } = await project.pawl('incident', 'new');
    expect(code).toBe(2);
    expect(err).toMatchInlineSnapshot(`
      "✗ Still missing: --title, --severity, --input, or --from <trace>.

      → Add them, or start \`pawl incident new\` in a terminal: it asks.
      "
    `);
  });

  test.each([
    ['an id that leads elsewhere', ['--id', '../../x']],
    ['a day that is none', ['--occurred', 'yesterday']],
    ['a scorer that nobody knows', ['--scorer', 'contans: 30 days']],
    ['a file that is not there', ['--from', 'traces/gone.json']],
  ])('with %s is refused, and leaves nothing behind', async (_, flags) => {
    await using project = await copyRepository('postmortem');
    const { code, err } = await project.pawl(...fromTrace('otel'), ...flags);
    expect(err).toMatch(/^✗|\n✗/u);
    expect(code).toBe(2);
    expect(await project.git('status', '--porcelain')).toBe('');
  });

  test('overwrites no incident', async () => {
    await using project = await afterPostmortem();
    const before = await project.read(file);
    const again = await project.pawl(...fromTrace('chat'), '--id', 'INC-0001');
    expect(again.code).toBe(2);
    expect(again.err).toContain('Incident INC-0001 is written down already');
    expect(await project.read(file)).toBe(before);
  });
});

describe('from then on', () => {
  test('a commit that re-opens it is held back', async () => {
    await using project = await afterPostmortem();
    expect((await project.pawl('check', '--quiet', '--against', 'main')).code).toBe(0);
    await promiseAgain(project);
    await project.commit('Be generous');
    const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
    expect(headline(out)).toMatchInlineSnapshot(`
      "✗ INC-0001 (sev2) re-opens: The assistant promised 60 days for returns
        (https://example.com/incidents/INC-0001); its guard \`return-window\` of support on \`support\` passed
        0 of 1 trial (\`policy\`)"
    `);
    expect(code).toBe(1);
    const shown = await project.pawl('incident', 'show', 'INC-0001');
    expect(shown.out).toContain('held back test “Be generous”');
    const listed = await project.pawl('incident', 'list');
    expect(listed.out).toContain('1 of 1 failures of guards in checks were held back');
  });

  test('a commit that deletes the guard is held back', async () => {
    await using project = await afterPostmortem();
    const text = await project.read(cases);
    await project.write(cases, text.slice(0, text.indexOf('- id: return-window')));
    await project.git('rm', '-q', file);
    await project.commit('Clean up');
    const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
    expect(headline(out)).toMatchInlineSnapshot(`
      "✗ INC-0001 (sev2), The assistant promised 60 days for returns
        (https://example.com/incidents/INC-0001), lost its guard: \`return-window\` of support on \`support\`
        was removed – and 1 more"
    `);
    expect(code).toBe(1);
  });

  test('a commit that loosens the scorer is held back, with old and new side by side', async () => {
    await using project = await afterPostmortem();
    await project.edit(cases, 'contains: 30 days', 'contains: return it');
    await project.edit(cases, 'value: 60 days', 'value: 90 days');
    await promiseAgain(project);
    await project.commit('Loosen');
    const { code, out } = await project.pawl('check', '--quiet', '--against', 'main');
    expect(headline(out)).toMatchInlineSnapshot(`
      "✗ INC-0001 (sev2) re-opens: The assistant promised 60 days for returns
        (https://example.com/incidents/INC-0001); its guard \`return-window\` of support on \`support\` passed
        0 of 1 trial (\`policy\`) under the old definitions; the new ones pass because of case
        return-window: scorer policy {"contains":"30 days"} → {"contains":"return it"}, case
        return-window: scorer policy {"type":"not-contains","caseSensitive":false,"value":"60 days"} →
        {"type":"not-contains","caseSensitive":false,"value":"90 days"} – and 2 more"
    `);
    expect(onOneLine(out)).toContain(
      '(https://example.com/incidents/INC-0001); policy passes the bad output',
    );
    expect(code).toBe(1);
  });

  test('a commit that disables the guard is held back', async () => {
    await using project = await afterPostmortem();
    const link = 'incidents: [INC-0001]';
    await project.edit(cases, link, `${link}\n  disabled: { reason: noisy }`);
    await project.commit('Quiet');
    const { code, out } = await project.pawl('check', '--quiet');
    expect(headline(out)).toMatchInlineSnapshot(`
      "✗ INC-0001 (sev2), The assistant promised 60 days for returns
        (https://example.com/incidents/INC-0001), lost its guard: \`return-window\` of support on \`support\`
        was disabled – and 1 more"
    `);
    expect(code).toBe(1);
  });

  test('a commit that renames the guard is held back', async () => {
    await using project = await afterPostmortem();
    await project.edit(cases, '- id: return-window', '- id: return-term');
    await project.edit(file, 'case: return-window', 'case: return-term');
    await project.commit('Tidy');
    const { code, out } = await project.pawl('check', '--quiet');
    expect(headline(out)).toMatchInlineSnapshot(`
      "✗ INC-0001 (sev2), The assistant promised 60 days for returns
        (https://example.com/incidents/INC-0001), lost its guard: \`return-window\` of support on \`support\`
        was removed – and 1 more"
    `);
    expect(code).toBe(1);
  });
});
