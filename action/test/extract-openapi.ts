// Cuts the operations that the action uses out of GitHub's OpenAPI description.
// node action/test/extract-openapi.ts <folder of the unpacked npm package @octokit/openapi>
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { at, fields, items, SchemaCutter } from './cut-schema.ts';
import type { Fields, Value } from './cut-schema.ts';

const repo = '/repos/{owner}/{repo}';
const operations: readonly (readonly [string, string])[] = [
  ['get', `${repo}/issues`],
  ['post', `${repo}/issues`],
  ['patch', `${repo}/issues/{issue_number}`],
  ['get', `${repo}/issues/{issue_number}/comments`],
  ['post', `${repo}/issues/{issue_number}/comments`],
  ['get', `${repo}/issues/comments/{comment_id}`],
  ['patch', `${repo}/issues/comments/{comment_id}`],
  ['delete', `${repo}/issues/comments/{comment_id}`],
  ['get', `${repo}/git/matching-refs/{ref}`],
  ['post', `${repo}/git/refs`],
  ['get', `${repo}/git/blobs/{file_sha}`],
  ['post', `${repo}/git/trees`],
  ['get', `${repo}/git/trees/{tree_sha}`],
  ['post', `${repo}/git/commits`],
  ['get', `${repo}/git/commits/{commit_sha}`],
  ['get', `${repo}/compare/{basehead}`],
  ['get', `${repo}/commits`],
  ['get', `${repo}/actions/runs`],
  ['post', `${repo}/check-runs`],
  ['patch', `${repo}/check-runs/{check_run_id}`],
  ['get', `${repo}/pulls/{pull_number}`],
  ['get', `${repo}/pulls/{pull_number}/reviews`],
  ['get', `${repo}/collaborators/{username}/permission`],
];

const [, , folder = '.'] = process.argv;
const root = fields(
  JSON.parse(await readFile(join(folder, 'generated/api.github.com.json'), 'utf8')),
);
const manifest = fields(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
const cutter = new SchemaCutter(root);
const paths: Record<string, Record<string, Value>> = {};
for (const [method, path] of operations) {
  const methods = paths[path] ?? {};
  methods[method] = cutOperation(fields(at(root, ['paths', path, method])));
  paths[path] = methods;
}
const extract = {
  source: `npm package @octokit/openapi ${JSON.stringify(manifest['version'])}, generated/api.github.com.json`,
  licence: 'MIT, see github-openapi.licence.txt',
  paths,
  schemas: cutter.schemas(),
};
const here = import.meta.dirname;
await writeFile(join(here, 'github-openapi.json'), `${JSON.stringify(extract)}\n`);
await writeFile(join(here, 'github-openapi.licence.txt'), await readFile(join(folder, 'LICENSE')));

/** Parameters, the body's schema, the schema of each success, and the failures that are described. */
function cutOperation(operation: Fields): Value {
  const parameters = items(operation['parameters']).map((parameter) =>
    cutParameter(resolve(parameter)),
  );
  const body = bodySchema(operation['requestBody'] ?? null);
  const responses: Record<string, Value> = {};
  for (const [status, response] of Object.entries(fields(operation['responses'] ?? null))) {
    const schema = status.startsWith('2') ? bodySchema(resolve(response)) : true;
    responses[status] = schema ?? true;
  }
  return { parameters, ...(body === undefined ? {} : { body }), responses };
}

function cutParameter(parameter: Fields): Value {
  const { name = '', in: where = '', required = false, schema = {} } = parameter;
  return { name, in: where, required, schema: cutter.cut(schema) };
}

function bodySchema(holder: Value): Value | undefined {
  const schema = at(holder, ['content', 'application/json', 'schema']);
  return schema === undefined ? undefined : cutter.cut(schema);
}

function resolve(value: Value): Fields {
  const reference = fields(value)['$ref'];
  return typeof reference === 'string'
    ? fields(at(root, reference.slice(2).split('/')))
    : fields(value);
}
