/**
 * Shows that a plausible change to the support policy re-opens two incidents and is held back.
 * Works in a temporary repository: accepts the policy of today as the baseline, softens two sentences on a
 * branch, runs `pawl check` and prints what it says. Ends with 0 when the change was held back.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const house = resolve(import.meta.dirname, '..');
const policyFile = 'evals/support-policy/agent/policy.md';

/** What somebody might write who wants to be kind to customers, and safe. */
const edits = [
  {
    incident: 'INC-0101',
    from: 'must be requested before you travel; it cannot be claimed\nafterwards.',
    to: 'can also be requested within 90 days after you have\ntravelled.',
  },
  {
    incident: 'INC-0104',
    from: 'There is no limit on the number of\ndevices.',
    to: 'For your security, a membership works on one\ndevice at a time.',
  },
];

const config = `
targets:
  support-agent:
    provider: module
    module: evals/support-policy/agent/reply.eval.ts
incidents: { blocking: [sev1, sev2] }
`;

const folder = await mkdtemp(join(tmpdir(), 'pawl-reopen-'));
try {
  await writeRepository(folder);
  await softenPolicy(folder);
  const check = run(folder, 'pawl', ['check', 'support-policy', '--no-color']);
  process.stdout.write(check.stdout);
  process.exitCode = wasHeldBack(check) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}

async function writeRepository(at: string): Promise<void> {
  for (const part of ['evals/support-policy', 'evals/incidents']) {
    await cp(join(house, part), join(at, part), { recursive: true });
  }
  await writeFile(join(at, 'pawl.yaml'), config);
  await writeFile(join(at, '.gitignore'), '.pawl\n');
  run(at, 'git', ['init', '--quiet', '--initial-branch=main']);
  mustPass(run(at, 'pawl', ['run', 'support-policy', '--quiet']));
  mustPass(run(at, 'pawl', ['baseline', 'accept']));
  commitAll(at, 'The policy of today, accepted');
}

async function softenPolicy(at: string): Promise<void> {
  run(at, 'git', ['switch', '--quiet', '--create', 'kinder-policy']);
  let policy = await readFile(join(at, policyFile), 'utf8');
  for (const { from, to } of edits) {
    if (!policy.includes(from)) throw new Error(`${policyFile} no longer says: ${from}`);
    policy = policy.replace(from, to);
  }
  await writeFile(join(at, policyFile), policy);
  commitAll(at, 'Be kinder, and safer');
}

function commitAll(at: string, message: string): void {
  const author = ['-c', 'user.name=Pawl', '-c', 'user.email=pawl@example.com'];
  run(at, 'git', ['add', '--all']);
  mustPass(run(at, 'git', [...author, 'commit', '--quiet', '--message', message]));
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, program: 'git' | 'pawl', args: readonly string[]): Ended {
  const [file, first] =
    program === 'git' ? ['git', []] : [process.execPath, [join(house, 'packages/cli/src/bin.ts')]];
  return spawnSync(file, [...first, ...args], { cwd, encoding: 'utf8' });
}

function mustPass({ status, stdout, stderr }: Ended): void {
  if (status !== 0) throw new Error(`Ended with ${status}.\n${stdout}${stderr}`);
}

function wasHeldBack({ status, stdout, stderr }: Ended): boolean {
  const silent = edits.filter(({ incident }) => !stdout.includes(incident));
  if (status === 1 && silent.length === 0) return true;
  const missing = silent.map(({ incident }) => incident).join(', ') || 'none';
  console.error(`Not held back: ended with ${status}, incidents not named: ${missing}.\n${stderr}`);
  return false;
}
