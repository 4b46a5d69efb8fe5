import { createRequire } from 'node:module';

const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');

/** The version of Pawl that is running. */
export const harnessVersion: string = manifest.version;
