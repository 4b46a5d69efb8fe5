import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { exitCodes, type ExitCode } from '@pawl/core';

import type { InitFlags } from '../grammar/project.ts';
import { workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';

const scaffold = join(
  dirname(createRequire(import.meta.url).resolve('pawl/package.json')),
  'scaffold',
);
const ignored = '.pawl/';

/** Writes a small project that runs at once. What is there already stays as it is. */
export async function init(
  world: World,
  _args: readonly string[],
  flags: InitFlags,
): Promise<ExitCode> {
  const root = workingFolder(world, flags);
  const answers = await ask(world, flags);
  if (answers === undefined) return exitCodes.interrupted;
  const written = await copyScaffold(root, answers.owner);
  const ignoring = await ignoreRecords(root);
  const created = [...written.created, ...(ignoring ? ['.gitignore'] : [])];
  report(world, flags, { created, kept: written.kept });
  return exitCodes.pass;
}

interface Answers {
  readonly owner: string;
}

/** Asks on a terminal; elsewhere, and with `--yes`, what the flags say and the defaults hold. */
async function ask(world: World, flags: InitFlags): Promise<Answers | undefined> {
  const isAsked = flags.yes !== true && world.stdin.isTTY === true && world.stdout.isTTY === true;
  if (flags.owner !== undefined || !isAsked) return { owner: flags.owner ?? '@you' };
  const { intro, isCancel, outro, text } = await import('@clack/prompts');
  intro('Pawl: a small eval set that runs at once');
  const owner = await text({
    message: 'Who owns it? (a person or team)',
    placeholder: '@you',
    defaultValue: '@you',
  });
  if (isCancel(owner)) return undefined;
  outro('Nothing that is there already is overwritten.');
  return { owner };
}

interface Written {
  readonly created: readonly string[];
  readonly kept: readonly string[];
}

async function copyScaffold(root: string, owner: string): Promise<Written> {
  const entries = await readdir(scaffold, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(scaffold, join(entry.parentPath, entry.name)));
  const created: string[] = [];
  const kept: string[] = [];
  for (const file of files.toSorted()) {
    const text = await readFile(join(scaffold, file), 'utf8');
    const filled = text.replaceAll("'@you'", JSON.stringify(owner));
    ((await writeNew(join(root, file), filled)) ? created : kept).push(file);
  }
  return { created, kept };
}

async function writeNew(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Adds the records' folder to .gitignore, once. */
async function ignoreRecords(root: string): Promise<boolean> {
  const path = join(root, '.gitignore');
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (
    before
      .split(/\r?\n/)
      .some((line) => line.trim().replace(/^\//, '').replace(/\/$/, '') === '.pawl')
  )
    return false;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await writeFile(path, `${before}${gap}${ignored}\n`);
  return true;
}

function report(world: World, flags: InitFlags, { created, kept }: Written): void {
  if (flags.json === true) {
    world.stdout.write(`${JSON.stringify({ format: 1, created, kept })}\n`);
    return;
  }
  const lines = [
    ...created.map((file) => `created  ${file}`),
    ...kept.map((file) => `kept     ${file}`),
    '',
    'Next:',
    '  pawl run               runs the set on its recorded outputs',
    '  pawl baseline accept   accepts the result as the baseline',
    '  pawl check             says whether a change made it worse',
  ];
  world.stdout.write(`${lines.join('\n')}\n`);
}
