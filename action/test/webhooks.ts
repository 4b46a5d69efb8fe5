import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

import { fullSample } from './fake/sample.ts';

interface Webhooks {
  readonly events: Readonly<Record<string, object>>;
  readonly schemas: Readonly<Record<string, object>>;
}

const referenceSchema = z.object({ $ref: z.string() });
const objectSchema = z.looseObject({ required: z.array(z.string()) });

const file = join(import.meta.dirname, 'github-webhooks.json');
const webhooks: Webhooks = JSON.parse(readFileSync(file, 'utf8'));
const base = 'https://github.example/webhooks';
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: base, schemas: webhooks.schemas });

/** What GitHub's description of a webhook says against a payload; empty where it fits. */
export function faultsOf(webhook: string, payload: unknown): readonly string[] {
  const text = JSON.stringify(webhooks.events[webhook]).replaceAll('"#/', `"${base}#/`);
  const check = ajv.compile(JSON.parse(text));
  if (check(payload)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** A payload with all that the webhook requires, and our own fields laid over it. */
export function payloadOf(webhook: string, own: object): unknown {
  return layOver(fullSample(requiring(webhook, Object.keys(own)), webhooks.schemas), own);
}

/** The webhook's schema, in which some fields that may be left out are required. */
function requiring(webhook: string, names: readonly string[]): unknown {
  const { $ref } = referenceSchema.parse(webhooks.events[webhook]);
  const schema = objectSchema.parse(webhooks.schemas[$ref.slice($ref.lastIndexOf('/') + 1)]);
  return { ...schema, required: [...new Set([...schema.required, ...names])] };
}

function layOver(under: unknown, over: unknown): unknown {
  if (!isFields(over)) return over;
  const laid: Record<string, unknown> = isFields(under) ? { ...under } : {};
  for (const [key, value] of Object.entries(over)) laid[key] = layOver(laid[key], value);
  return laid;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
