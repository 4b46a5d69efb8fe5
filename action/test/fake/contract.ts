import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

import { sample } from './sample.ts';

/** One operation of GitHub's description, with its validators. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly match: RegExp;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly check: ValidateFunction;
  }[];
  readonly body?: ValidateFunction;
  readonly responses: ReadonlyMap<string, ValidateFunction>;
  /** A minimal valid answer of a success, to lay our own fields over. */
  readonly sample: (status: string) => unknown;
  /** A minimal item of the list that a success holds, by the list's name where it has one. */
  readonly sampleItem: (list?: string) => unknown;
  readonly sampleUser: () => unknown;
}

/** Failures that GitHub gives on any operation without describing them there. */
const everywhere = new Set(['401', '403', '404', '422', '429', '500', '502', '503']);

interface Description {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly parameters: readonly {
          readonly name: string;
          readonly in: string;
          readonly schema: object;
        }[];
        readonly body?: object;
        readonly responses: Record<string, object | true>;
      }
    >
  >;
  readonly schemas: Record<string, object>;
}

/** The committed extract of GitHub's OpenAPI description, ready to check requests and responses. */
export function loadContract(): readonly Operation[] {
  const file = join(import.meta.dirname, '..', 'github-openapi.json');
  const description: Description = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ $id: 'https://github.example/all', schemas: description.schemas });
  const compile = (schema: object | true): ValidateFunction =>
    ajv.compile(schema === true ? {} : rebased(schema));
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      match: pathPattern(path),
      parameters: operation.parameters.map(({ name, in: where, schema }) => ({
        name,
        in: where,
        check: compile(schema),
      })),
      ...(operation.body === undefined ? {} : { body: compile(operation.body) }),
      responses: new Map(
        Object.entries(operation.responses).map(([status, schema]) => [status, compile(schema)]),
      ),
      sample: (status) => sample(operation.responses[status] ?? {}, description.schemas),
      sampleItem: (list) =>
        sample(itemSchema(operation.responses['200'], list), description.schemas),
      sampleUser: () => sample(description.schemas['simple-user'], description.schemas),
    })),
  );
}

function itemSchema(schema: object | true | undefined, list: string | undefined): unknown {
  const holder = list === undefined ? schema : property(property(schema, 'properties'), list);
  return property(holder, 'items');
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** Whether an answer with this status is part of the contract. */
export function isKnownStatus(operation: Operation, status: number): boolean {
  return operation.responses.has(String(status)) || everywhere.has(String(status));
}

function rebased(schema: object): object {
  const text = JSON.stringify(schema).replaceAll(
    '"#/schemas/',
    '"https://github.example/all#/schemas/',
  );
  return JSON.parse(text);
}

/** `{ref}` and `{basehead}` may hold slashes. */
function pathPattern(path: string): RegExp {
  const pattern = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\{(ref|basehead)\}/g, '(?<$1>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${pattern}$`);
}
