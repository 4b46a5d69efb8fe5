import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bundle as the runner gets it. */
const bundle = join(import.meta.dirname, '..', 'dist', 'index.js');

/** One step of a workflow. */
export interface Step {
  readonly folder: string;
  readonly workspace: string;
  readonly apiUrl: string;
  readonly event: string;
  readonly payload: unknown;
  readonly sha: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Interrupted after so many milliseconds. */
  readonly interruptAfterMs?: number;
}

/** How it ended. */
export interface StepEnd {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

let steps = 0;

/** Starts the bundle as the runner does: with inputs, variables and files, and nothing else. */
export async function startBundle(step: Step): Promise<StepEnd> {
  steps += 1;
  const home = join(step.folder, `step-${steps}`);
  mkdirSync(home);
  for (const name of ['output', 'summary']) writeFileSync(join(home, name), '');
  writeFileSync(join(home, 'event.json'), JSON.stringify(step.payload));
  const { code, log } = await run(variables(step, home), step);
  const read = (name: string): string => readFileSync(join(home, name), 'utf8');
  return { code, log, summary: read('summary'), outputs: parseOutputs(read('output')) };
}

function variables(step: Step, home: string): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: step.apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_WORKFLOW: 'Evals',
    GITHUB_JOB: 'gate',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_ACTOR: 'alice',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: step.sha,
    GITHUB_EVENT_NAME: step.event,
    GITHUB_EVENT_PATH: join(home, 'event.json'),
    GITHUB_WORKSPACE: step.workspace,
    GITHUB_OUTPUT: join(home, 'output'),
    GITHUB_STEP_SUMMARY: join(home, 'summary'),
    RUNNER_TEMP: home,
    ...inputVariables({ 'github-token': 'token', ...step.inputs }),
    ...step.env,
  };
}

function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

function run(
  env: Record<string, string | undefined>,
  step: Step,
): Promise<{ readonly code: number; readonly log: string }> {
  const child = spawn(process.execPath, [bundle], { cwd: step.workspace, env });
  let log = '';
  child.stdout.on('data', (piece: Buffer) => (log += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString('utf8')));
  if (step.interruptAfterMs !== undefined) {
    setTimeout(() => child.kill('SIGINT'), step.interruptAfterMs);
  }
  return new Promise((done) => child.on('close', (code) => done({ code: code ?? -1, log })));
}

/** `name<<delimiter`, lines, `delimiter`: as the runner reads it. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([\w-]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(delimiter ?? '', at);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}
