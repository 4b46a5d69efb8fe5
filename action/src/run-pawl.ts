import { spawn } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { UsageError } from '@pawl/core';
import { z } from 'zod';

import { bringBack } from './bring-back.ts';
import type { Inputs } from './inputs.ts';
import { confirmationFolder } from './results/confirmation.ts';
import type { World } from './world.ts';

/** What became of `pawl run`. */
export type RunEnd =
  | { readonly kind: 'recorded'; readonly runId: string; readonly exitCode: number }
  | { readonly kind: 'refused'; readonly exitCode: number }
  | { readonly kind: 'cancelled' };

const mostOutputBytes = 32 << 20;

/** Runs the project's own `pawl` and leaves its run in the results folder. */
export async function runPawl(inputs: Inputs, world: World): Promise<RunEnd> {
  const program = await findPawl(inputs.root, world.workspace);
  const earlier = await bringBack(inputs, world);
  const before = new Set(await runsIn(inputs));
  const first = await spawnPawl({ program, args: argumentsOf(inputs, earlier) }, inputs, world);
  if (world.signal.aborted) return { kind: 'cancelled' };
  const refused = earlier !== undefined && runIdIn(first.stdout) === undefined;
  if (refused) world.log('The earlier attempt cannot be gone on with; the run begins anew.');
  const ended = refused
    ? await spawnPawl({ program, args: argumentsOf(inputs) }, inputs, world)
    : first;
  if (world.signal.aborted) return { kind: 'cancelled' };
  const runId = runIdIn(ended.stdout);
  if (runId === undefined) return { kind: 'refused', exitCode: ended.exitCode };
  await handOver(inputs, runId);
  if (inputs.confirm > 0) await handOverBase(inputs, { runId, before });
  return { kind: 'recorded', runId, exitCode: ended.exitCode };
}

const manifestSchema = z.object({ bin: z.union([z.string(), z.object({ pawl: z.string() })]) });

/** The installed package, looked for from the project folder upwards, never outside the workspace. */
async function findPawl(root: string, workspace: string): Promise<string> {
  for (let folder = root; ; folder = dirname(folder)) {
    const home = join(folder, 'node_modules', 'pawl');
    const text = await readFile(join(home, 'package.json'), 'utf8').catch(() => undefined);
    if (text !== undefined) {
      const { bin } = manifestSchema.parse(JSON.parse(text));
      return resolve(home, typeof bin === 'string' ? bin : bin.pawl);
    }
    if (relative(workspace, folder) === '') break;
  }
  throw new UsageError('no-pawl', 'The package `pawl` is not installed in this project.', {
    hint: 'Add it with `npm install --save-dev pawl`, and run `npm ci` before this step.',
  });
}

function argumentsOf(inputs: Inputs, earlier?: string): string[] {
  const { sets, confirm, maxCostUsd } = inputs;
  return [
    confirm > 0 ? 'check' : 'run',
    ...(earlier === undefined ? sets : ['--resume', earlier]),
    '--json',
    '--no-color',
    ...(confirm > 0 ? ['--confirm', String(confirm)] : []),
    ...(maxCostUsd === undefined ? [] : ['--max-cost', String(maxCostUsd)]),
  ];
}

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
}

interface Program {
  readonly program: string;
  readonly args: readonly string[];
}

/** What the child prints may hold anything a model said, so the runner is told to take no commands meanwhile. */
async function spawnPawl(program: Program, inputs: Inputs, world: World): Promise<Ended> {
  const token = `pawl-${world.nonce()}`;
  world.log(`::stop-commands::${token}`);
  try {
    return await collect(program, inputs, world);
  } finally {
    world.log(`::${token}::`);
  }
}

function collect({ program, args }: Program, inputs: Inputs, world: World): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: inputs.root,
    env: childEnv(world.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const cancel = (): void => {
    child.kill('SIGINT');
  };
  world.signal.addEventListener('abort', cancel, { once: true });
  createInterface({ input: child.stderr }).on('line', (line) => world.log(line));
  const pieces: Buffer[] = [];
  let held = 0;
  child.stdout.on('data', (piece: Buffer) => {
    held += piece.length;
    if (held <= mostOutputBytes) pieces.push(piece);
  });
  return new Promise((done, refuse) => {
    child.on('error', refuse);
    child.on('close', (code) => {
      world.signal.removeEventListener('abort', cancel);
      done({ exitCode: code ?? 143, stdout: Buffer.concat(pieces).toString('utf8') });
    });
  });
}

/** The child may not speak for this step: it gets neither our inputs nor the runner's tokens and files. */
function childEnv(env: World['env']): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !withheld.test(name));
  return { ...Object.fromEntries(kept), CI: 'true' };
}

const withheld =
  /^(INPUT_.*|ACTIONS_.*|GITHUB_(TOKEN|OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)|GH_TOKEN|RUNNER_TEMP|STATE_.*)$/;

const documentSchema = z.object({ runId: z.string().regex(/^\w[\w.-]{0,99}$/) });

function runIdIn(stdout: string): string | undefined {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(stdout));
    return parsed.success ? parsed.data.runId : undefined;
  } catch {
    return undefined;
  }
}

async function runsIn(inputs: Inputs): Promise<readonly string[]> {
  return readdir(join(inputs.root, '.pawl', 'runs')).catch(() => []);
}

/** `pawl check --confirm` measures the baseline's commit in a run of its own; it travels inside the judged one. */
async function handOverBase(
  inputs: Inputs,
  { runId, before }: { readonly runId: string; readonly before: ReadonlySet<string> },
): Promise<void> {
  const runs = join(inputs.root, '.pawl', 'runs');
  const head = await commitOf(join(runs, runId));
  for (const name of await runsIn(inputs)) {
    const commit = before.has(name) ? undefined : await commitOf(join(runs, name));
    if (commit === undefined || commit === head) continue;
    await cp(join(runs, name), join(inputs.results, runId, confirmationFolder), {
      recursive: true,
    });
  }
}

const startSchema = z.object({ event: z.object({ commit: z.string() }) });

async function commitOf(run: string): Promise<string | undefined> {
  const text = await readFile(join(run, 'events.jsonl'), 'utf8').catch(() => '');
  try {
    return startSchema.parse(JSON.parse(text.split('\n', 1)[0] ?? '')).event.commit;
  } catch {
    return undefined;
  }
}

async function handOver(inputs: Inputs, runId: string): Promise<void> {
  const written = join(inputs.root, '.pawl', 'runs', runId);
  const wanted = join(inputs.results, runId);
  if (resolve(written) !== resolve(wanted)) await cp(written, wanted, { recursive: true });
}
