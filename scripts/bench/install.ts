import { spawnSync } from 'node:child_process';
import {
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { build } from 'rolldown';

import { packages } from '../../rolldown.config.ts';
import { floors } from './floors.ts';
import { atMost, megabytes, type Row } from './row.ts';

const repository = join(import.meta.dirname, '../..');

/** Builds our packages, packs them as they are published, and installs them with npm into a folder. */
export async function installPacked(folder: string): Promise<void> {
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  for (const name of readdirSync('packages'))
    rmSync(join('packages', name, 'dist'), { recursive: true, force: true });
  run('node_modules/.bin/tsc', ['--build', 'tsconfig.build.json']);
  await build(packages);
  runPnpm(['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', packed]);
  const ours = packedFiles(packed, readdirSync('packages').map(nameOf));
  install(folder, { ...ours, commander: versionOf('cli/node_modules/commander') });
  for (const [name, text] of Object.entries(floors)) writeFileSync(join(folder, name), text);
}

/** Where the packed files of some packages lie. */
function packedFiles(packed: string, names: readonly string[]): Readonly<Record<string, string>> {
  const files = readdirSync(packed);
  return Object.fromEntries(
    names.map((name) => {
      const stem = `${name.replace('@', '').replace('/', '-')}-`;
      const file = files.find((one) => one.startsWith(stem) && /^\d/.test(one.slice(stem.length)));
      return [name, `file:${join(packed, file ?? '')}`];
    }),
  );
}

function install(folder: string, dependencies: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'installed', private: true, type: 'module', dependencies };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--prefix', folder]);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

function manifestOf(folder: string): Manifest {
  const file = join(repository, 'packages', folder, 'package.json');
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest;
}

const nameOf = (folder: string): string => manifestOf(folder).name;

/** A floor of the bench stands on the same library. */
const versionOf = (folder: string): string => manifestOf(folder).version;

function runPnpm(args: readonly string[]): void {
  const own = process.env['npm_execpath'] ?? '';
  if (own.includes('pnpm') && /\.[cm]?js$/.test(own)) run(process.execPath, [own, ...args]);
  else if (own.includes('pnpm')) run(own, args);
  else run('npx', ['-y', 'pnpm@12', ...args]);
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync(command, args, {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

/** What an install weighs, and what it would run: the command as a project installs it, and all our packages together. */
export function weighInstall(folder: string): readonly Row[] {
  const alone = join(folder, 'alone');
  install(alone, packedFiles(join(folder, 'packed'), ['pawl', '@pawl/core']));
  return [
    ...rowsOf(alone, '`npm install pawl`').slice(0, 2),
    ...rowsOf(folder, 'all our packages together'),
  ];
}

function rowsOf(folder: string, of: string): readonly Row[] {
  const modules = join(folder, 'node_modules');
  const lock: Lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const installed = Object.values(lock.packages);
  const files = globSync('**/*', { cwd: modules }).map((file) => join(modules, file));
  const bytes = files.reduce((sum, file) => sum + lstatSync(file).blocks * 512, 0);
  const native = files.filter((file) => /(\.node|binding\.gyp)$/.test(file)).length;
  const scripts = installed.filter((one) => one.hasInstallScript === true).length;
  return [
    rowOf(`${of}: packages`, installed.length, { limit: 110, unit: '' }),
    {
      ...rowOf(`${of}: size on disk`, bytes / 2 ** 20, { limit: 120, unit: ' MB' }),
      pawl: megabytes(bytes / 2 ** 20),
      shown: megabytes(bytes / 2 ** 20),
    },
    rowOf(`${of}: install scripts`, scripts, { limit: 0, unit: '' }),
    rowOf(`${of}: native builds`, native, { limit: 0, unit: '' }),
  ];
}

function rowOf(
  load: string,
  number: number,
  goal: { readonly limit: number; readonly unit: string },
): Row {
  const shown = String(number);
  const must = atMost(goal.limit, `${goal.limit}${goal.unit}`);
  return { load, pawl: shown, beside: '', number, shown, must };
}
