import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { exitCodes, projectSchemas, type ExitCode } from '@pawl/core';
import { documentSchemas } from '@pawl/report';
import { catalog } from '@pawl/scorers/by-name';

import type { SchemaFlags } from '../grammar/project.ts';
import { workingFolder } from '../path/open-project.ts';
import type { World } from '../world.ts';

/** `pawl schema`: JSON Schemas of the files that people write and of the documents that Pawl prints. */
export async function schema(
  world: World,
  _args: readonly string[],
  flags: SchemaFlags,
): Promise<ExitCode> {
  const schemas = { ...projectSchemas(catalog), ...documentSchemas() };
  if (flags.out === undefined) {
    world.stdout.write(
      `${JSON.stringify(schemas, undefined, flags.json === true ? undefined : 2)}\n`,
    );
    return exitCodes.pass;
  }
  const folder = resolve(workingFolder(world, flags), flags.out);
  await mkdir(folder, { recursive: true });
  for (const [name, document] of Object.entries(schemas)) {
    await writeFile(
      join(folder, `${name}.schema.json`),
      `${JSON.stringify(document, undefined, 2)}\n`,
    );
  }
  world.stdout.write(`Wrote ${Object.keys(schemas).length} schemas to ${flags.out}\n`);
  return exitCodes.pass;
}
