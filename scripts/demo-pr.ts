// Plays pull requests against our own GSM8K set with the built action and a GitHub on loopback, and prints what the
// action says. `node scripts/demo-pr.ts --write` also writes it to docs/examples.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { tempFolder } from '../action/test/bench.ts';
import { branchEvent, pullRequestEvent } from '../action/test/events.ts';
import { startFakeGitHub } from '../action/test/fake/fake-github.ts';
import type { FakeGitHub } from '../action/test/fake/fake-github.ts';
import { git } from '../action/test/project.ts';
import { startBundle } from '../action/test/start-bundle.ts';
import type { StepEnd } from '../action/test/start-bundle.ts';

const root = dirname(import.meta.dirname);
const examples = join(root, 'docs', 'examples');
const folder = tempFolder();
const work = join(folder.path, 'work');
const origin = join(folder.path, 'origin.git');

/** The project under test: one target, which plays one of the four recorded configurations. */
function configure(configuration: string): void {
  writeFileSync(
    join(work, 'pawl.yaml'),
    `targets:\n  solver:\n    provider: recorded\n    outputs: evals/gsm8k/recorded.jsonl\n    where: { target: ${configuration} }\n`,
  );
}

function commitAll(message: string): string {
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '-m', message);
  return git(work, 'rev-parse', 'HEAD');
}

function makeProject(): void {
  mkdirSync(join(work, 'evals'), { recursive: true });
  cpSync(join(root, 'evals', 'gsm8k'), join(work, 'evals', 'gsm8k'), { recursive: true });
  const set = join(work, 'evals', 'gsm8k', 'set.yaml');
  const text = readFileSync(set, 'utf8');
  writeFileSync(set, text.replace(/^targets: .*$/m, 'targets: [solver]'));
  writeFileSync(join(work, '.gitignore'), 'node_modules\n.pawl\n');
  installPawl();
  git(folder.path, 'init', '-q', '--bare', '-b', 'main', origin);
  git(work, 'init', '-q', '-b', 'main');
  git(work, 'remote', 'add', 'origin', origin);
}

/** `pawl` as the project would have it installed: this checkout's command. */
function installPawl(): void {
  const home = join(work, 'node_modules', 'pawl');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"type":"module","bin":{"pawl":"pawl.js"}}');
  const command = join(root, 'packages', 'cli', 'src', 'bin.ts');
  writeFileSync(join(home, 'pawl.js'), `await import(${JSON.stringify(command)});\n`);
}

function step(
  github: FakeGitHub,
  more: Pick<Parameters<typeof startBundle>[0], 'event' | 'payload' | 'sha' | 'inputs' | 'env'>,
): Promise<StepEnd> {
  return startBundle({ folder: folder.path, workspace: work, apiUrl: github.url, ...more });
}

async function pushMain(github: FakeGitHub): Promise<void> {
  configure('6b_verification');
  const sha = commitAll('Solve with the verified 6B model');
  git(work, 'push', '-q', 'origin', 'main');
  for (const mode of ['run', 'record']) {
    const end = await step(github, {
      event: 'push',
      payload: branchEvent(),
      sha,
      inputs: { mode },
    });
    if (end.code !== 0) throw new Error(`${mode} ended with ${end.code}:\n${end.log}`);
  }
}

interface Played {
  readonly end: StepEnd;
  readonly comment: string;
}

/** The same pull request from a fork: its evals were skipped, and the gate finds no results. */
function playFork(github: FakeGitHub): Promise<StepEnd> {
  rmSync(join(work, '.pawl'), { recursive: true, force: true });
  const headSha = git(work, 'rev-parse', 'change');
  const baseSha = git(work, 'rev-parse', 'main');
  const payload = pullRequestEvent({ headSha, baseSha, headRepo: 'stranger/r' });
  const sha = git(work, 'rev-parse', 'HEAD');
  return step(github, { event: 'pull_request', payload, sha, inputs: { mode: 'gate' } });
}

/** A pull request that switches the configuration, as one job that runs and gates. */
async function playPullRequest(github: FakeGitHub, configuration: string): Promise<Played> {
  rmSync(join(work, '.pawl'), { recursive: true, force: true });
  github.repository.comments.kept.clear();
  git(work, 'checkout', '-q', '-B', 'change', 'main');
  const baseSha = git(work, 'rev-parse', 'main');
  configure(configuration);
  const headSha = commitAll(`Solve with ${configuration}`);
  git(work, 'checkout', '-q', '--detach', 'main');
  git(work, 'merge', '-q', '--no-ff', '-m', 'Merge change into main', 'change');
  git(work, 'push', '-q', '-f', 'origin', 'HEAD:refs/pull/5/merge', 'change');
  github.repository.headSha = headSha;
  const end = await step(github, {
    event: 'pull_request',
    payload: pullRequestEvent({ headSha, baseSha }),
    sha: git(work, 'rev-parse', 'HEAD'),
    inputs: { comment: 'always' },
    env: { GITHUB_SERVER_URL: 'https://github.com' },
  });
  const [comment] = github.repository.comments.kept.values();
  return { end, comment: comment?.body ?? '' };
}

function keep(name: string, text: string): void {
  console.log(`\n────── ${name}\n\n${text}`);
  if (!process.argv.includes('--write')) return;
  mkdirSync(examples, { recursive: true });
  writeFileSync(join(examples, name), text.endsWith('\n') ? text : `${text}\n`);
}

makeProject();
const github = await startFakeGitHub({ gitDir: origin });
try {
  const first = await (async () => {
    configure('6b_verification');
    commitAll('Begin');
    git(work, 'push', '-q', 'origin', 'main');
    return playPullRequest(github, '6b_finetuning');
  })();
  git(work, 'checkout', '-q', 'main');
  keep('comment-no-baseline.md', first.comment);
  writeFileSync(join(work, 'README.md'), 'Grade-school maths, solved by a recorded model.\n');
  await pushMain(github);
  const worse = await playPullRequest(github, '175b_finetuning');
  keep('comment-regressed.md', worse.comment);
  keep('summary-regressed.md', worse.end.summary);
  const better = await playPullRequest(github, '175b_verification');
  keep('comment-green.md', better.comment);
  const fork = await playFork(github);
  keep('summary-fork.md', fork.summary);
  const log = `exit codes: no baseline ${first.end.code}, regressed ${worse.end.code}, improved ${better.end.code}`;
  console.log(`\n${log}; requests that broke GitHub's description: ${github.violations.length}`);
  const asExpected =
    first.end.code === 3 && worse.end.code === 1 && better.end.code === 0 && fork.code === 3;
  if (!asExpected || github.violations.length > 0) process.exitCode = 1;
} finally {
  await github.close();
  folder.remove();
}
