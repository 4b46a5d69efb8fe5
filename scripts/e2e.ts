/** Plays the README's promises as a user: from a clean clone, through the shell, with real exit codes. */
import { deepEqual, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const workplace = await mkdtemp(join(tmpdir(), 'pawl-e2e-'));
const clone = join(workplace, 'clone');

/** What the package manager tells its scripts would make the clone believe that it is installed. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)),
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

const pawl = (cwd: string, ...args: readonly string[]): Ended =>
  sh('npx', ['-y', 'pnpm@12', '--silent', '--dir', clone, 'pawl', '--cwd', cwd, ...args], clone);

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
    aNewProject,
  ],
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
  const { code, out, err } = pawl(clone, 'run', 'gsm8k', '--json', '--quiet');
  equal(code, 0, err);
  const { outcome, cells } = JSON.parse(out);
  equal(outcome, 'complete');
  const passed = cells.map((cell: { target: string; passed: number }) => [
    cell.target,
    cell.passed,
  ]);
  deepEqual(Object.fromEntries(passed), counts);
}

async function aNewProject(): Promise<void> {
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
