import type { JsonObject } from '@pawl/core';
import { z } from 'zod';

import { calibrateDocumentSchema } from './calibrate-document.ts';
import { compareDocumentSchema } from './compare-document.ts';
import { runDocumentSchema } from './run-document.ts';
import { showDocumentSchema } from './show-document.ts';
import { verdictDocumentSchema } from './verdict-document.ts';

/** JSON Schemas of the documents that Pawl prints, by name. */
export function documentSchemas(): Readonly<Record<string, JsonObject>> {
  const schemas = {
    calibrate: calibrateDocumentSchema,
    compare: compareDocumentSchema,
    run: runDocumentSchema,
    show: showDocumentSchema,
    verdict: verdictDocumentSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      z.record(z.string(), z.json()).parse(z.toJSONSchema(schema)),
    ]),
  );
}
