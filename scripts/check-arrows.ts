import { readdir, readFile } from 'node:fs/promises';

/** Who may import whom. The work packages know the words, and nothing of each other. */
const allowed: Record<string, readonly string[]> = {
  'packages/core': [],
  'packages/gate': ['core'],
  'packages/runner': ['core'],
  'packages/providers': ['core'],
  'packages/report': ['core'],
  'packages/scorers': ['core'],
  'packages/cli': ['core', 'gate', 'runner', 'providers', 'report', 'scorers'],
  action: ['core', 'gate', 'report', 'scorers'],
  evals: [],
};

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

const packages = await readdir('packages');
for (const folder of [...packages.map((name) => `packages/${name}`), 'action', 'evals']) {
  const manifest: Manifest = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const { dependencies, devDependencies, peerDependencies } = manifest;
  const drawn = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })
    .filter((name) => name.startsWith('@pawl/'))
    .map((name) => name.slice('@pawl/'.length)); // and `pawl` itself, which nothing may depend on
  for (const target of drawn) {
    if (allowed[folder]?.includes(target)) continue;
    console.error(`${folder} must not depend on @pawl/${target}; see scripts/check-arrows.ts`);
    process.exitCode = 1;
  }
}
