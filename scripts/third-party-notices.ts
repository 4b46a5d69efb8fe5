import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { Plugin } from 'rolldown';

/** Writes beside a bundle the licence of every package whose code is in it. */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? part.moduleIds : [],
      );
      const folders = new Set(modules.flatMap((module) => ownerOf(module) ?? []));
      const notices = [...new Set([...folders].map(noticeOf))].toSorted();
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-notices.txt',
        source: `This bundle contains the following packages.\n\n${notices.join('\n')}`,
      });
    },
  };
}

/** The folder of somebody else's package that a module stands in: installed, or taken over with a notice. */
function ownerOf(module: string): string | undefined {
  const installed = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0];
  if (installed !== undefined) return installed;
  return existsSync(join(dirname(module), 'NOTICE.md')) ? dirname(module) : undefined;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

const rule = '-'.repeat(80);

function noticeOf(folder: string): string {
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|notice|copying)/iu.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return `${rule}\n${[titleOf(folder), ...texts].join('\n\n')}\n`;
}

function titleOf(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return basename(folder);
  const { name, version, license = '' }: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return `${name} ${version} (${license})`;
}
