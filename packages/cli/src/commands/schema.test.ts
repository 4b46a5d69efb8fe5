import { readdir, readFile } from 'node:fs/promises';

import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test, vi } from 'vitest';

import { copyFixture, copyRepository, type TestProject } from '../../testing/project.ts';

vi.setConfig({ testTimeout: 60_000 });

const published = new URL('../../schemas/', import.meta.url);

/** Reads a published schema and makes its check; gives what is wrong with a document. */
async function mistakesIn(name: string, document: unknown): Promise<unknown> {
  const schema = JSON.parse(await readFile(new URL(`${name}.schema.json`, published), 'utf8'));
  const isDraft7 = String(schema.$schema).includes('draft-07');
  const ajv = isDraft7 ? new Ajv({ strict: false }) : new Ajv2020({ strict: false });
  const check = ajv.compile(schema);
  return check(document) ? [] : check.errors;
}

test('the published files are what the code gives; renew them with `pawl schema --out packages/cli/schemas`', async () => {
  await using project = await copyFixture('capitals');
  const { code, out } = await project.pawl('schema');
  expect(code).toBe(0);
  const schemas: Record<string, unknown> = JSON.parse(out);
  const files = await readdir(published);
  expect(files.toSorted()).toEqual(
    Object.keys(schemas)
      .map((name) => `${name}.schema.json`)
      .toSorted(),
  );
  for (const [name, schema] of Object.entries(schemas)) {
    const text = await readFile(new URL(`${name}.schema.json`, published), 'utf8');
    expect([name, text]).toEqual([name, `${JSON.stringify(schema, undefined, 2)}\n`]);
  }
});

describe('what is printed is what was published', () => {
  async function printed(project: TestProject, ...args: readonly string[]): Promise<unknown> {
    return JSON.parse((await project.pawl(...args, '--json')).out);
  }

  test.each(['capitals', 'throwing-scorer', 'missing-row', 'nothing-recorded'])(
    'run, show and gate of %s',
    async (fixture) => {
      await using project = await copyRepository(fixture);
      expect(await mistakesIn('run', await printed(project, 'run'))).toEqual([]);
      expect(await mistakesIn('show', await printed(project, 'show', 'latest'))).toEqual([]);
      expect(await mistakesIn('verdict', await printed(project, 'gate'))).toEqual([]);
    },
  );

  test('check and compare', async () => {
    await using project = await copyRepository('capitals');
    await project.pawl('run', '--quiet');
    await project.pawl('baseline', 'accept');
    await project.edit('recorded.jsonl', 'Paris', 'Lyon');
    const verdict = await printed(project, 'check');
    expect(verdict).toMatchObject({ comparisons: [{ lost: 1 }] });
    expect(await mistakesIn('verdict', verdict)).toEqual([]);
    expect(
      await mistakesIn('compare', await printed(project, 'compare', 'latest', 'latest')),
    ).toEqual([]);
  });

  test('a document with a word of another type is refused', async () => {
    await using project = await copyFixture('capitals');
    const document = await printed(project, 'run');
    expect(await mistakesIn('run', { ...Object(document), planned: 'four' })).not.toEqual([]);
  });
});
