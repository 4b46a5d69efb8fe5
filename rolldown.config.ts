import { readFileSync, readdirSync } from 'node:fs';

import { defineConfig, type InputOptions, type OutputOptions } from 'rolldown';

import { shipAction } from './scripts/ship-action.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

// Names stay readable in a stack trace; white space and dead branches go.
const minify = { mangle: false, compress: true, codegen: { removeWhitespace: true } };

type Bundle = InputOptions & { readonly output: OutputOptions };

/** The action ships as one file, because GitHub runs it without an install. */
const action: Bundle = {
  input: 'action/src/index.ts',
  platform: 'node',
  plugins: [thirdPartyNotices(), shipAction('packages/cli/dist/action')],
  output: { file: 'action/dist/index.js', format: 'esm', codeSplitting: false, minify },
};

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly publishConfig: {
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
    readonly bin?: Readonly<Record<string, string>>;
  };
}

/** Each package ships as few files, because a command that loads five hundred starts a quarter slower. */
function packageIn(folder: string): Bundle {
  const manifest: Manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const { publishConfig } = manifest;
  const built = [
    ...Object.values(publishConfig.exports).flatMap((one) =>
      typeof one === 'string' ? [] : [one.default],
    ),
    ...Object.values(publishConfig.bin ?? {}),
  ];
  const names = built.map((file) => file.replace('./dist/', '').replace('.js', ''));
  const shared: Bundle = {
    input: Object.fromEntries(names.map((name) => [name, `${folder}/src/${name}.ts`])),
    platform: 'node',
    external: /^[^./]/, // what is not ours is installed
    output: { dir: `${folder}/dist`, format: 'esm', chunkFileNames: '[name].js' },
  };
  return publishConfig.bin === undefined ? shared : withLibraries(shared, manifest);
}

/** A command carries its libraries along: they start faster from one file. What it loads late is installed. */
function withLibraries(shared: Bundle, { dependencies = {} }: Manifest): Bundle {
  const installed = Object.keys(dependencies).filter((name) => !name.startsWith('@pawl/'));
  return {
    ...shared,
    external: (id) => installed.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [thirdPartyNotices()],
    output: { ...shared.output, minify },
  };
}

/** What is published to the registry. */
export const packages: Bundle[] = readdirSync('packages').map((name) =>
  packageIn(`packages/${name}`),
);

export default defineConfig([action, ...packages]);
