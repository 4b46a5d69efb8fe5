/**
 * Makes docs/examples/{report,review,memo} and their pictures from the repository's own eval data: the versions of three
 * coding agents on Terminal-Bench at the days on which they were submitted, GSM8K's four configurations, tau-bench's four
 * trials, and the incidents, one of which comes back by a plausible edit and is mended two days later.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { main } from '../packages/cli/src/main.ts';
import { startBrowser } from '../packages/report/test-browser/browser.ts';

const house = join(import.meta.dirname, '..');
const examples = join(house, 'docs/examples');
const pictures = join(house, 'docs/pictures');
const today = '2025-12-24T09:00:00.000Z';
const policyFile = 'evals/support-policy/agent/policy.md';

/** The newest version of each agent, from the day on which it was submitted. */
const versions: readonly {
  readonly day: string;
  readonly targets: Readonly<Record<string, string>>;
}[] = [
  {
    day: '2025-11-04',
    targets: {
      codex: 'codex_gpt-5-codex_at_openai',
      'claude-code': 'claude-code_claude-sonnet-4-5-20250929_at_anthropic',
      'gemini-cli': 'gemini-cli_gemini-2_5-pro_at_gemini',
    },
  },
  { day: '2025-11-16', targets: { codex: 'codex_gpt-5_1-codex_at_openai' } },
  { day: '2025-11-24', targets: { codex: 'codex_gpt-5_1-codex-max_at_openai' } },
  {
    day: '2025-12-18',
    targets: {
      codex: 'codex_gpt-5_2_at_openai',
      'claude-code': 'claude-code_claude-opus-4-5-20251101_at_anthropic',
    },
  },
  { day: '2025-12-22', targets: { 'claude-code': 'claude-code_minimax-m2_1_at_minimax' } },
  { day: '2025-12-23', targets: { 'gemini-cli': 'gemini-cli_gemini-3-flash-preview_at_google' } },
];

const others = `  support-agent:
    provider: module
    module: evals/support-policy/agent/reply.eval.ts
    files: [evals/support-policy/agent/*]
  gpt-4o:
    provider: recorded
    outputs: evals/tau-bench-airline/recorded.jsonl
    where: { target: gpt-4o/tool-calling }
`;
const maths = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'];

const [asked, at = today, ...args] = process.argv.slice(2);
if (asked === '--at') process.exitCode = await runCommand(at, args);
else await makeExamples();

/** One command in this process, on another day: a process each, because a loaded module stays loaded. */
async function runCommand(now: string, words: readonly string[]): Promise<number> {
  const never = new AbortController().signal;
  const started = Date.now();
  return main({
    args: words,
    cwd: process.cwd(),
    env: process.env,
    stdin: {},
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date(Date.parse(now) + Date.now() - started),
    clock: () => performance.now(),
    random: Math.random,
    interrupted: never,
    killed: never,
  });
}

async function makeExamples(): Promise<void> {
  const root = join(await mkdtemp(join(tmpdir(), 'pawl-example-')), 'support-and-agents');
  try {
    await writeProject(root);
    await runAgents(root);
    await runSupport(root);
    pawl(root, '2025-12-20', 'run', 'tau-bench-airline');
    pawl(root, '2025-12-21', 'run', 'gsm8k');
    await writePages(root);
    await takePictures();
  } finally {
    await rm(join(root, '..'), { recursive: true, force: true });
  }
}

async function writeProject(root: string): Promise<void> {
  for (const part of [
    'terminal-bench',
    'gsm8k',
    'tau-bench-airline',
    'support-policy',
    'incidents',
  ]) {
    await cp(join(house, 'evals', part), join(root, 'evals', part), { recursive: true });
  }
  await rewrite(join(root, 'evals/terminal-bench/set.yaml'), (text) =>
    text.replace(/^targets:\n(?: {2}- .*\n)+/mu, 'targets: [codex, claude-code, gemini-cli]\n'),
  );
  await writeFile(join(root, '.gitignore'), '.pawl\n');
  await writeConfig(root, versions[0]?.targets ?? {});
  git(root, 'init', '--quiet', '--initial-branch=main');
  commit(root, 'The project', '2025-11-03');
}

async function writeConfig(root: string, targets: Readonly<Record<string, string>>): Promise<void> {
  const agents = Object.entries(targets).map(([name, version]) =>
    recorded(name, 'terminal-bench', version),
  );
  const gpt3 = maths.map((name) => recorded(name, 'gsm8k', name));
  const gate = 'incidents: { blocking: [sev1, sev2] }\n';
  await writeFile(
    join(root, 'pawl.yaml'),
    `targets:\n${agents.join('')}${gpt3.join('')}${others}${gate}`,
  );
}

function recorded(name: string, set: string, target: string): string {
  return `  ${name}:\n    provider: recorded\n    outputs: evals/${set}/recorded.jsonl\n    where: { target: ${target} }\n`;
}

async function runAgents(root: string): Promise<void> {
  let current: Readonly<Record<string, string>> = {};
  for (const { day, targets } of versions) {
    current = { ...current, ...targets };
    await writeConfig(root, current);
    commit(root, `Agents of ${day}`, day);
    pawl(root, day, 'run', 'terminal-bench');
  }
}

/** An edit that is kind to customers brings an incident back; the check holds it, and it is mended. */
async function runSupport(root: string): Promise<void> {
  pawl(root, '2025-12-10', 'run', 'support-policy');
  pawl(root, '2025-12-10', 'baseline', 'accept');
  commit(root, 'Accept the policy of today', '2025-12-10');
  git(root, 'tag', 'v1.1');
  const policy = await readFile(join(root, policyFile), 'utf8');
  git(root, 'switch', '--quiet', '--create', 'kinder-policy');
  await rewrite(join(root, policyFile), (text) =>
    text.replace(
      'must be requested before you travel; it cannot be claimed\nafterwards.',
      'can also be requested within 90 days after you have\ntravelled.',
    ),
  );
  commit(root, 'Be kinder', '2025-12-21');
  pawl(root, '2025-12-21', 'check', 'support-policy');
  await writeFile(join(root, policyFile), policy);
  commit(root, 'Mend the policy', '2025-12-22');
  git(root, 'tag', 'v1.2');
  pawl(root, '2025-12-22', 'check', 'support-policy');
}

async function writePages(root: string): Promise<void> {
  const out = join(root, '../out');
  pawl(root, today, 'report', '--since', '2025-12-05', '--out', join(out, 'report.html'));
  pawl(root, today, 'review', '--since', '2025-12-05', '--out', 'review.md');
  for (const name of ['review.md', 'review.html']) await rename(join(root, name), join(out, name));
  const options = ['175b_finetuning', '175b_verification'].map(
    (target) => `${newest(root)}:${target}`,
  );
  const title = 'Answer maths questions with a verifier?';
  pawl(root, today, 'memo', ...options, '--title', title, '--out', join(out, 'memo.md'));
  pawl(root, today, 'memo', '--check', join(out, 'memo.md'));
  for (const name of ['report.html', 'review.md', 'review.html', 'memo.md']) {
    await rename(join(out, name), join(examples, name));
    console.log(`docs/examples/${basename(name)}`);
  }
}

/** The run of GSM8K is the newest one. */
function newest(root: string): string {
  const {
    runs,
  }: { readonly runs: readonly { readonly runId: string; readonly sets: readonly string[] }[] } =
    JSON.parse(pawl(root, today, 'runs', '--json'));
  return runs.find(({ sets }) => sets.includes('gsm8k'))?.runId ?? 'latest';
}

async function takePictures(): Promise<void> {
  const browser = await startBrowser();
  const address = pathToFileURL(join(examples, 'report.html')).href;
  const shots = [
    { name: 'report', colorScheme: 'light', width: 1280, height: 860, part: '' },
    { name: 'report-set', colorScheme: 'dark', width: 1280, height: 900, part: '#set-4' },
    { name: 'report-phone', colorScheme: 'light', width: 390, height: 844, part: '' },
  ] as const;
  for (const { name, colorScheme, width, height, part } of shots) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height } });
    await page.goto(`${address}${part}`);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    await page.close();
    console.log(`docs/pictures/${name}.png`);
  }
  await browser.close();
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${path} no longer says what is replaced here`);
  await writeFile(path, after);
}

function commit(root: string, message: string, day: string): void {
  git(root, 'add', '--all');
  process.env['GIT_COMMITTER_DATE'] = `${day.slice(0, 10)}T08:00:00Z`;
  const date = process.env['GIT_COMMITTER_DATE'];
  git(
    root,
    '-c',
    'user.name=Pawl',
    '-c',
    'user.email=pawl@example.com',
    'commit',
    '--quiet',
    '--allow-empty',
    '--date',
    date,
    '-m',
    message,
  );
}

function git(root: string, ...words: readonly string[]): void {
  const ended = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`git ${words.join(' ')}: ${ended.stderr}`);
}

/** Runs a command on a day. A verdict other than pass is part of the story; a mistake is not. */
function pawl(root: string, day: string, ...words: readonly string[]): string {
  const now = day.includes('T') ? day : `${day}T09:00:00.000Z`;
  const self = join(import.meta.dirname, 'make-example-reports.ts');
  const ended = spawnSync(process.execPath, [self, '--at', now, ...words, '--quiet'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' },
    maxBuffer: 1e8,
  });
  if (![0, 1, 3].includes(ended.status ?? 70))
    throw new Error(`pawl ${words.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}
