/** Plays the README's promises as a user: from a clean clone, through the shell, with real exit codes. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installPacked } from './bench/install.ts';

const root = join(import.meta.dirname, '..');
const workplace = await mkdtemp(join(tmpdir(), 'pawl-e2e-'));
const clone = join(workplace, 'clone');

/**
 * A developer's desk: what the package manager tells its scripts would make the clone believe that it is installed, and
 * in CI a baseline is read from a base commit, which these projects don't have.
 */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:p?npm_|CI$|GITHUB_)/i.test(name)),
);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function sh(command: string, args: readonly string[], cwd: string): Ended {
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const ended = spawnSync(command, args, options);
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

type Pawl = (cwd: string, ...args: readonly string[]) => Ended;

const fromSource: Pawl = (cwd, ...args) =>
  sh('npx', ['-y', 'pnpm@12', '--silent', '--dir', clone, 'pawl', '--cwd', cwd, ...args], clone);

const published = join(workplace, 'published');

const asPublished: Pawl = (cwd, ...args) =>
  sh(join(published, 'node_modules/.bin/pawl'), args, cwd);

const git = (cwd: string, ...args: readonly string[]): Ended => {
  const ended = sh(
    'git',
    ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...args],
    cwd,
  );
  equal(ended.code, 0, ended.err);
  return ended;
};

const counts = {
  '6b_finetuning': 286,
  '6b_verification': 515,
  '175b_finetuning': 458,
  '175b_verification': 742,
};

const stories: readonly (readonly [string, () => Promise<void>])[] = [
  ['a clean clone runs the demo with the published counts', theDemo],
  ['the demo run, as data, has every count', theDemoAsData],
  [
    'a new project runs, is accepted, passes unchanged and is held back when it gets worse',
    () => aNewProject(fromSource),
  ],
  ['the packages install as they are published', installPublished],
  ['the published command plays the same story', () => aNewProject(asPublished)],
  ['the published command finds every library that it loads late', lateLibraries],
  ['the published command asks models through both SDKs', bothSdks],
];

async function theDemo(): Promise<void> {
  git(workplace, 'clone', '--quiet', root, clone);
  const { code, out, err } = sh('npx', ['-y', 'pnpm@12', 'demo'], clone);
  equal(code, 0, err);
  for (const [target, passed] of Object.entries(counts)) {
    match(out, new RegExp(`${target}.* ${passed} / 1,319`));
  }
  match(out, /5,276 planned = 5,276 executed = 5,276 scored/);
}

async function theDemoAsData(): Promise<void> {
  const { code, out, err } = fromSource(clone, 'run', 'gsm8k', '--json', '--quiet');
  equal(code, 0, err);
  const { outcome, cells } = JSON.parse(out);
  equal(outcome, 'complete');
  const passed = cells.map((cell: { target: string; passed: number }) => [
    cell.target,
    cell.passed,
  ]);
  deepEqual(Object.fromEntries(passed), counts);
}

async function aNewProject(pawl: Pawl): Promise<void> {
  const project = await mkdtemp(join(workplace, 'project-'));
  git(project, 'init', '--quiet', '--initial-branch=main');
  equal(pawl(project, 'init', '--yes').code, 0);
  equal(pawl(project, 'check').code, 3, 'without a baseline nothing is green');
  equal(pawl(project, 'run').code, 0);
  equal(pawl(project, 'baseline', 'accept').code, 0);
  git(project, 'add', '.');
  git(project, 'commit', '--quiet', '-m', 'Accept the baseline');
  equal(pawl(project, 'check').code, 0, 'an unchanged project passes');
  const recorded = join(project, 'evals/first-set/recorded.jsonl');
  const text = await readFile(recorded, 'utf8');
  await writeFile(
    recorded,
    text.replace('we do not offer a student discount', 'students get half off'),
  );
  const worse = pawl(project, 'check');
  equal(worse.code, 1, 'a critical case that breaks is held back');
  match(worse.out, /no-invented-discount/);
}

async function installPublished(): Promise<void> {
  await mkdir(published);
  await installPacked(published);
  const notices = await readFile(
    join(published, 'node_modules/pawl/dist/third-party-notices.txt'),
    'utf8',
  );
  for (const name of ['zod', 'yaml', 'commander', 'stdlib']) match(notices, new RegExp(name));
}

const projectOfLateLibraries = {
  'pawl.yaml': 'targets:\n  own: { provider: module, module: ./answer.ts }\n',
  'answer.ts': 'export default (): string => \'```json\\n{"a": 1}\\n```\';\n',
  'evals/late/set.yaml': `name: late
version: 1.0.0
owner: '@e2e'
targets: [own]
scorers:
  - { type: json-schema, schema: { type: object, required: [a] } }
  - { type: json-path, path: $.a, equals: 1 }
  - { type: markdown, requires: { code: 1 } }
  - { type: not, scorer: { type: xml } }
  - { type: not, name: not-html, scorer: { html: [p] } }
  - { type: rouge-l, advisory: true }
`,
  'evals/late/cases.csv': 'id,input,expected\none,What is a?,a is 1\n',
};

async function lateLibraries(): Promise<void> {
  const project = await mkdtemp(join(workplace, 'late-'));
  await mkdir(join(project, 'evals/late'), { recursive: true });
  for (const [name, text] of Object.entries(projectOfLateLibraries))
    await writeFile(join(project, name), text);
  const { code, out, err } = asPublished(project, 'run', '--json', '--quiet');
  equal(code, 0, err + out);
  const [cell] = JSON.parse(out).cells;
  equal(cell.passed, 1, out);
  equal(asPublished(project, 'report').code, 0);
}

async function bothSdks(): Promise<void> {
  const entry = join(root, 'scripts/chaos-server.ts');
  const server = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line]: Buffer[] = await once(server.stdout, 'data');
    const { port }: { port: number } = JSON.parse(String(line));
    await askModels(`http://127.0.0.1:${port}`);
  } finally {
    server.kill();
  }
}

async function askModels(url: string): Promise<void> {
  const project = await mkdtemp(join(workplace, 'models-'));
  await mkdir(join(project, 'evals/asked'), { recursive: true });
  for (const [name, text] of Object.entries(projectOfModels(url)))
    await writeFile(join(project, name), text);
  const run = spawn(join(published, 'node_modules/.bin/pawl'), ['run', '--json', '--quiet'], {
    cwd: project,
    env: { ...env, OPENAI_API_KEY: 'sk-e2e-openai', ANTHROPIC_API_KEY: 'sk-e2e-anthropic' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const texts: string[] = [];
  run.stdout.on('data', (text: Buffer) => texts.push(String(text)));
  const [code]: (number | null)[] = await once(run, 'close');
  equal(code, 0, texts.join(''));
  const { cells } = JSON.parse(texts.join(''));
  const answered = cells.map((cell: { target: string; trials: number; faulted: number }) => [
    cell.target,
    cell.trials - cell.faulted,
  ]);
  deepEqual(answered, [
    ['gpt', 2],
    ['claude', 2],
  ]);
}

const projectOfModels = (url: string): Readonly<Record<string, string>> => ({
  'pawl.yaml': `targets:
  gpt: { provider: openai, model: gpt-5-mini, baseUrl: '${url}/v1', messages: [{ role: user, content: '{{ input }}' }] }
  claude: { provider: anthropic, model: claude-sonnet-4-5, baseUrl: '${url}', messages: [{ role: user, content: '{{ input }}' }] }
`,
  'evals/asked/set.yaml': `name: asked
version: 1.0.0
owner: '@e2e'
targets: [gpt, claude]
scorers:
  - length: { min: 1 }
`,
  'evals/asked/cases.jsonl': '{"id":"a","input":"one"}\n{"id":"b","input":"two"}\n',
});

let failed = 0;
for (const [name, play] of stories) {
  try {
    await play();
    console.log(`✓ ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`✗ ${name}\n${error instanceof Error ? error.stack : String(error)}`);
  }
}
await rm(workplace, { recursive: true, force: true });
if (failed > 0) process.exitCode = 1;
