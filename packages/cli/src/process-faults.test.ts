import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { describe, expect, test, vi } from 'vitest';

import { textsBelow } from '../testing/files-below.ts';
import { startModel, type ModelServer } from '../testing/model-server.ts';
import { copyFixture, type TestProject } from '../testing/project.ts';
import { spawnPawl } from '../testing/spawn-pawl.ts';

vi.setConfig({ testTimeout: 60_000 });

const env = { OPENAI_API_KEY: 'sk-4f1d2c' };

async function onModel(model: ModelServer): Promise<TestProject> {
  const project = await copyFixture('wrong-key');
  await project.edit('pawl.yaml', 'http://127.0.0.1:1/v1', model.url);
  return project;
}

const soon = (ms = 20): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, 'x');
  });

/** A project whose target is a function of its own, on four capitals. */
async function onFunction(source: string, timeout = '20s'): Promise<TestProject> {
  const project = await copyFixture('waits-forever');
  await project.write('waits.ts', source);
  await project.write(
    'pawl.yaml',
    `targets:\n  app: { provider: module, module: ./waits.ts, timeout: ${timeout} }\ndefaults: { targets: [app] }\n`,
  );
  return project;
}

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGHUP', 129],
    ['SIGTERM', 143],
  ] as const)(
    'after %s the run names the command that goes on with it, and exits %i',
    async (signal, expected) => {
      await using model = await startModel(() => soon());
      await using project = await onModel(model);
      const { child, ended } = spawnPawl(project.root, ['run', '-j', '4', '--quiet'], env);
      await vi.waitUntil(() => model.asked().length >= 8, { timeout: 20_000 });
      child.kill(signal);
      const { code, out } = await ended;
      expect(code).toBe(expected);
      expect(out).toContain('Stopped: it was interrupted');
      const [, command = ''] = /→ Go on: `pawl ([^`]+)`/.exec(out) ?? [];
      const again = await project.in({ env })(...command.split(' '), '--json');
      expect(JSON.parse(again.out)).toMatchObject({ outcome: 'complete', scored: 200 });
      expect(model.asked().length).toBeLessThanOrEqual(200 + 4);
    },
  );
});

describe('two processes', () => {
  test('that go on with one run at once: one does, the other is told who', async () => {
    await using model = await startModel(() => soon(5));
    await using project = await onModel(model);
    const first = spawnPawl(project.root, ['run', '-j', '4', '--quiet'], env);
    await vi.waitUntil(() => model.asked().length >= 8, { timeout: 20_000 });
    first.child.kill('SIGKILL');
    await first.ended;
    const resumes = [1, 2].map(() => spawnPawl(project.root, ['run', '--resume', '-j', '1'], env));
    const [one, other] = (await Promise.all(resumes.map(({ ended }) => ended))).toSorted(
      (a, b) => (a.code ?? 0) - (b.code ?? 0),
    );
    expect([one?.code, other?.code]).toEqual([0, 2]);
    expect(other?.err).toMatch(/is being written by process \d+ on /);
    expect(model.asked().length).toBeLessThanOrEqual(200 + 4);
  });
});

describe('code of the project', () => {
  test('that ends the process leaves a record that can be gone on with', async () => {
    const leaving = `let asked = 0;
      export default async () => {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 50 * asked));
        if (asked >= 3) process.exit(0);
        return 'x';
      };\n`;
    await using project = await onFunction(leaving);
    const { code, err } = await spawnPawl(project.root, ['run', '-j', '1']).ended;
    expect(err).toContain('the process was ended before a verdict was reached');
    expect(code).toBe(70);
    await project.write('waits.ts', `export default () => 'x';\n`);
    const again = await project.pawl('run', '--resume');
    expect(again.err).toContain('target app changed');
    expect(again.code).toBe(2);
    await project.write('waits.ts', leaving);
    const { out } = await spawnPawl(project.root, ['run', '--resume', '-j', '1', '--json']).ended;
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', executed: 4, scored: 4 });
  });

  test('that throws after it answered is no verdict', async () => {
    await using project = await onFunction(
      `export default () => { setTimeout(() => { throw new Error('too late') }, 1); return new Promise((resolve) => setTimeout(resolve, 50, 'x')); };\n`,
    );
    const { code, err } = await spawnPawl(project.root, ['check']).ended;
    expect(err).toContain('code of this project threw after it had answered');
    expect(err).toContain('too late');
    expect(code).toBe(70);
    const written = await textsBelow(join(project.root, '.pawl'));
    expect(written.join()).not.toContain('"outcome"');
  });

  test('that rejects a promise which nobody holds is no verdict', async () => {
    await using project = await onFunction(
      `export default () => { void Promise.reject(new Error('unheld')); return new Promise((resolve) => setTimeout(resolve, 50, 'x')); };\n`,
    );
    const { code, err } = await spawnPawl(project.root, ['check']).ended;
    expect(err).toContain('unheld');
    expect(code).toBe(70);
  });

  test('that blocks the process past its deadline is a fault that says so', async () => {
    await using project = await onFunction(
      `export default (input) => { const until = Date.now() + (/France/.test(JSON.stringify(input)) ? 2500 : 0); while (Date.now() < until); return 'x'; };\n`,
      '800ms',
    );
    const { code, out } = await spawnPawl(project.root, ['run', '-j', '1']).ended;
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /The answer came after [\d.]+ s of at most 0\.8 s; the process was blocked or asleep \(`france`\)/,
    );
    expect(code).toBe(3);
  });

  test('that scores and never answers, with nothing left to wait for, is no verdict', async () => {
    await using project = await copyFixture('throwing-scorer');
    await project.write(
      'evals/capitals/moody.ts',
      'export default () => new Promise(() => undefined);\n',
    );
    const { code, out, err } = await spawnPawl(project.root, ['check', '--json']).ended;
    expect(err).toMatch(
      /the process was ended before a verdict was reached, while running trials: 0 of \d+ are finished/,
    );
    expect({ code, out }).toEqual({ code: 70, out: '' });
  });
});

interface Manner {
  readonly shell?: string;
  readonly uid?: number;
  readonly command?: readonly string[];
}

/** Runs the command through a shell line, or as somebody else. */
async function runAs(
  project: TestProject,
  { shell = 'exec "$0" "$@"', uid, command = ['run', '--quiet'] }: Manner,
) {
  const bin = fileURLToPath(new URL('bin.ts', import.meta.url));
  const args = ['--norc', '-c', shell, process.execPath, bin, ...command];
  const child = spawn('bash', args, {
    cwd: project.root,
    env: { PATH: process.env['PATH'], ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const closed = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { code: child.exitCode, out: out.replaceAll(/\s+/g, ' '), err };
}

describe('the disk', () => {
  test('that is full stops the run, is named with the file and the bytes, and the run goes on when there is room', async () => {
    await using model = await startModel(() => soon(1));
    await using project = await onModel(model);
    // Node ignores SIGXFSZ, so what goes over 120 KiB is not written
    const { code, out } = await runAs(project, { shell: 'ulimit -f 120; exec "$0" "$@"' });
    expect(out).toMatch(/Noted ! \S+events\.jsonl did not take \d+ bytes: EFBIG/);
    expect(out).toContain('→ Make room, or mend the folder, and resume the run');
    expect(out).toContain('Stopped: the record could not be written');
    expect(code).toBe(3);
    const before = model.asked().length;
    const again = await project.in({ env })('run', '--resume', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'complete', scored: 200 });
    expect(before).toBeGreaterThan(0);
    expect(model.asked().length).toBeLessThanOrEqual(200 + 16);
  });

  test('that may not be written is told before anything is asked', async () => {
    await using model = await startModel(() => soon(1));
    await using project = await onModel(model);
    await chmod(project.root, 0o555);
    const isRoot = process.getuid?.() === 0;
    const { code, out, err } = await runAs(project, isRoot ? { uid: 65_534 } : {});
    await chmod(project.root, 0o755);
    expect(err).toMatch(/\.pawl\S* may not be written \(EACCES\)/);
    expect(err).toContain('→ Mend ');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(model.asked()).toEqual([]);
  });

  test.each([['run'], ['run', '--resume'], ['runs'], ['score', 'latest']])(
    'that took a run and may not be written any more is told by `%s %s`',
    async (...words) => {
      await using project = await onFunction(`export default () => 'x';\n`);
      expect((await project.pawl('run', '--quiet')).code).toBe(0);
      const store = join(project.root, '.pawl');
      const stored = await readdir(store, { recursive: true });
      const modes = [store, ...stored.map((name) => join(store, name))];
      for (const path of modes) await chmod(path, 0o555);
      await chmod(project.root, 0o755);
      const isRoot = process.getuid?.() === 0;
      const command = words.filter((word) => word !== undefined);
      const { code, err } = await runAs(project, { command, ...(isRoot ? { uid: 65_534 } : {}) });
      for (const path of modes) await chmod(path, 0o755);
      expect(err).toMatch(/\.pawl\S* may not be written \(EACCES\)/);
      expect(err).toContain('→ Mend ');
      expect(code).toBe(2);
    },
  );

  test('that does not take run.json takes nothing from the run', async () => {
    await using project = await onFunction(
      `import { mkdirSync, readdirSync } from 'node:fs';
      const runs = new URL('./.pawl/runs/', import.meta.url);
      export default () => {
        for (const run of readdirSync(runs)) mkdirSync(new URL(run + '/run.json', runs), { recursive: true });
        return 'x';
      };\n`,
    );
    const { code, out, err } = await spawnPawl(project.root, ['run', '--json']).ended;
    expect(err).toMatch(
      /run\.json is a folder, where a file is needed .* what was answered is safe without it/,
    );
    expect(JSON.parse(out)).toMatchObject({ outcome: 'complete', scored: 4 });
    expect(code).toBe(0);
    const shown = await project.pawl('show', 'latest', '--json');
    expect(JSON.parse(shown.out).trials).toHaveLength(4);
  });

  test('that takes no verdict after answers were paid for ends with 3, and never asks for a new run', async () => {
    await using project = await onFunction(
      `import { mkdirSync, readdirSync } from 'node:fs';
      const runs = new URL('./.pawl/runs/', import.meta.url);
      export default () => {
        for (const run of readdirSync(runs)) mkdirSync(new URL(run + '/verdict.json', runs), { recursive: true });
        return 'x';
      };\n`,
    );
    const { code, err } = await spawnPawl(project.root, ['check']).ended;
    const said = err.replaceAll(/\s+/g, ' ');
    expect(said).toContain('verdict.json is a folder, where a file is needed (EISDIR)');
    expect(said).toMatch(/→ .*what was answered is kept.*`pawl gate \S+`/);
    expect(code).toBe(3);
  });

  test('that takes no report of a run ends with 3', async () => {
    await using project = await onFunction(`export default () => 'x';\n`);
    await mkdir(join(project.root, 'report'));
    const { code, err } = await project.pawl('run', '--reporter', 'json:report');
    expect(err).toContain('what was answered is kept');
    expect(code).toBe(3);
  });

  test('that has a folder where the cache should be is no empty cache', async () => {
    await using project = await onFunction(`export default () => 'x';\n`);
    await mkdir(join(project.root, '.pawl/cache.db'), { recursive: true });
    for (const words of [['cache'], ['cache', 'clear']]) {
      const { code, out, err } = await project.pawl(...words);
      expect(err).toContain('cache.db is a folder, where a file is needed (EISDIR)');
      expect({ code, out }).toEqual({ code: 2, out: '' });
    }
  });

  test('that has a file where the store should be is told before anything is asked', async () => {
    await using model = await startModel(() => soon(1));
    await using project = await onModel(model);
    await project.write('.pawl', '');
    const { code, err } = await project.in({ env })('run');
    expect(err).toMatch(/\.pawl\S* lies below a file, where a folder is needed \(E\w+\)/);
    expect(code).toBe(2);
    expect(model.asked()).toEqual([]);
  });
});
