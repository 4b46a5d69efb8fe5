import { access, constants } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';

import {
  UsageError,
  type CommandTarget,
  type OpenTarget,
  type Output,
  type TargetRequest,
} from '@pawl/core';

import { excerpt } from './excerpt.ts';
import { faultOf } from './fault-of.ts';
import { isJsonObject } from './json-object.ts';
import { expectedOutput, readOutput } from './output-like.ts';
import type { ProviderHost } from './provider-host.ts';
import { runProgram, type ProgramEnd } from './run-program.ts';
import { fillVariables, maskSecrets, secretsOf } from './secrets.ts';

/** Opens a program that reads one JSON question on stdin and answers on stdout. */
export async function openCommand(target: CommandTarget, host: ProviderHost): Promise<OpenTarget> {
  const [name = ''] = target.command;
  if (!(await isExecutable(name, host))) throw noProgram(target, name);
  const own = Object.entries(target.env ?? {}).map(([key, value]) => [
    key,
    fillVariables(value, host.env),
  ]);
  const env = { ...host.env, ...Object.fromEntries(own) };
  const secrets = secretsOf(target, host.env);
  return {
    call: async (request, { signal }) => {
      const question = { command: target.command, cwd: host.root, env, input: toJson(request) };
      return readEnd(await runProgram(question, signal), secrets);
    },
  };
}

function toJson({ input, caseId, set, trial, metadata }: TargetRequest): string {
  return JSON.stringify({ input, case: { id: caseId, metadata }, set, trial });
}

function readEnd(end: ProgramEnd, secrets: readonly string[]): Output {
  if (end.code !== 0) {
    const how = end.code === undefined ? `was ended by ${end.signal}` : `ended with ${end.code}`;
    throw exited(`The program ${how}`, end.stderr, secrets);
  }
  if (end.stdout === undefined) {
    throw faultOf('output-not-json', 'The program wrote something that is not UTF-8');
  }
  if (end.stdout.trim() === '') {
    throw exited('The program ended with 0 and wrote nothing', end.stderr, secrets);
  }
  return readStdout(end.stdout, secrets);
}

function readStdout(stdout: string, secrets: readonly string[]): Output {
  const answer = parseAnswer(stdout);
  if (answer === undefined) return { text: stdout.replace(/\r?\n$/, '') };
  const reading = readOutput(answer);
  if (reading.kind === 'output') return reading.output;
  const said = maskSecrets(reading.problem, secrets);
  throw faultOf('output-not-json', `The program's answer: ${said}; expected ${expectedOutput}`);
}

const answerKeys = ['output', 'text', 'messages'];

// a JSON object that has none of our words is the answer itself
function parseAnswer(stdout: string): object | undefined {
  if (!stdout.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(stdout);
    return isJsonObject(value) && answerKeys.some((key) => key in value) ? value : undefined;
  } catch {
    return undefined; // then it is text
  }
}

const stderrLines = 5;

function exited(what: string, stderr: string, secrets: readonly string[]): Error {
  const lines = maskSecrets(stderr, secrets).trimEnd().split('\n').slice(-stderrLines);
  const said = lines.map((line) => excerpt(line)).join(' | ');
  return faultOf('target-exited', said === '' ? what : `${what}: ${said}`);
}

async function isExecutable(name: string, host: ProviderHost): Promise<boolean> {
  const folders = (host.env['PATH'] ?? '').split(delimiter);
  const places = /[/\\]/.test(name) ? [host.root] : folders;
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  for (const place of places) {
    for (const ending of endings) {
      const path = resolve(host.root, place, name + ending);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return true;
    }
  }
  return false;
}

function noProgram(target: CommandTarget, name: string): UsageError {
  const message = `Target ${target.name} names a program that cannot be found or run: ${name}`;
  return new UsageError('no-program', message, {
    hint: 'Correct `command`: a list of the program and its arguments, run from the project folder.',
  });
}
