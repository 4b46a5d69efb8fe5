// Cuts the payloads that start our workflows out of GitHub's description of its webhooks.
// node action/test/extract-webhooks.ts <folder of the unpacked npm package @octokit/openapi-webhooks>
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { at, fields, SchemaCutter } from './cut-schema.ts';
import type { Value } from './cut-schema.ts';

const webhooks = [
  'merge-group-checks-requested',
  'pull-request-opened',
  'pull-request-review-submitted',
  'pull-request-synchronize',
  'push',
  'workflow-dispatch',
];

const [, , folder = '.'] = process.argv;
const root = fields(
  JSON.parse(await readFile(join(folder, 'generated/api.github.com.json'), 'utf8')),
);
const manifest = fields(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
const cutter = new SchemaCutter(root);
const body = ['post', 'requestBody', 'content', 'application/json', 'schema'];
const events: Record<string, Value> = {};
for (const name of webhooks) {
  events[name] = cutter.cut(at(root, ['webhooks', name, ...body]) ?? false);
}
const extract = {
  source: `npm package @octokit/openapi-webhooks ${JSON.stringify(manifest['version'])}, generated/api.github.com.json`,
  licence: 'MIT, see github-webhooks.licence.txt',
  events,
  schemas: cutter.schemas(),
};
const here = import.meta.dirname;
await writeFile(join(here, 'github-webhooks.json'), `${JSON.stringify(extract)}\n`);
await writeFile(join(here, 'github-webhooks.licence.txt'), await readFile(join(folder, 'LICENSE')));
