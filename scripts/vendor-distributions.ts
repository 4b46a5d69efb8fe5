/**
 * Writes packages/gate/vendor/distributions.js: the seven distribution functions that the gate needs,
 * of @stdlib, in one small pure file. Installed they would be more than two hundred packages.
 *
 *     node scripts/vendor-distributions.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { rolldown, type Plugin } from 'rolldown';

const pinned = {
  '@stdlib/stats-base-dists-beta-cdf': '0.2.3',
  '@stdlib/stats-base-dists-beta-quantile': '0.2.3',
  '@stdlib/stats-base-dists-binomial-cdf': '0.2.3',
  '@stdlib/stats-base-dists-normal-cdf': '0.3.1',
  '@stdlib/stats-base-dists-normal-quantile': '0.3.1',
  '@stdlib/stats-base-dists-t-cdf': '0.2.3',
  '@stdlib/stats-base-dists-t-quantile': '0.2.3',
};

const exported = {
  betaCdf: 'beta-cdf',
  betaQuantile: 'beta-quantile',
  binomialCdf: 'binomial-cdf',
  normalCdf: 'normal-cdf',
  normalQuantile: 'normal-quantile',
  tCdf: 't-cdf',
  tQuantile: 't-quantile',
};

/** What asks the machine which arrays it has, formats its own errors or compiles functions from text: not needed here. */
const replaced: Record<string, string> = {
  './factory.js': 'module.exports = undefined;',
  '@stdlib/array-float64': 'module.exports = Float64Array;',
  '@stdlib/array-uint32': 'module.exports = Uint32Array;',
  '@stdlib/assert-is-little-endian':
    'module.exports = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;',
  '@stdlib/assert-has-generator-support': 'module.exports = () => true;',
  '@stdlib/string-format': 'module.exports = String;',
  '@stdlib/utils-define-nonenumerable-read-only-property':
    'module.exports = (object, name, value) => Object.defineProperty(object, name, { value });',
  debug: 'module.exports = () => () => {};',
};

const plain: Plugin = {
  name: 'plain',
  resolveId: (id) => (id in replaced ? `\0${id}` : null),
  load: (id) => replaced[id.slice(1)] ?? null,
  // the licence stands once at the top and in NOTICE.md, not 380 times
  transform: (code) => code.replaceAll(/\/\*\*[\s\S]*?\*\//gu, ''),
};

const target = join(import.meta.dirname, '../packages/gate/vendor');
const folder = await mkdtemp(join(tmpdir(), 'distributions-'));
try {
  const manifest = { private: true, type: 'module', dependencies: pinned };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const entry = Object.entries(exported).map(
    ([name, last]) => `export { default as ${name} } from '@stdlib/stats-base-dists-${last}';`,
  );
  await writeFile(join(folder, 'entry.js'), entry.join('\n'));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  await writeFile(join(target, 'distributions.js'), await bundle());
  const license = await readFile(
    join(folder, 'node_modules/@stdlib/stats-base-dists-t-cdf/LICENSE'),
    'utf8',
  );
  await writeFile(join(target, 'LICENSE'), license);
} finally {
  await rm(folder, { recursive: true });
}

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: join(folder, 'entry.js'),
    platform: 'browser',
    plugins: [plain],
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  const [{ code }] = output;
  const impure = /\b(?:require|process|Function|eval|import)\b/.exec(code);
  if (impure !== null) throw new Error(`The bundle is not pure: ${impure[0]}`);
  const versions = Object.entries(pinned).map(([name, version]) => `${name}@${version}`);
  return `/*! ${versions.join(', ')} | Copyright (c) The Stdlib Authors | Apache-2.0 | see NOTICE.md */\n${code}`;
}
