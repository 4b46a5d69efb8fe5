type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, unknown>>;

/** The smallest value that a schema allows: required fields only, and null wherever it may be. */
export function sample(schema: unknown, schemas: Schemas): unknown {
  return new Sampler(schemas, isNullable).of(schema);
}

/** A value with all required fields, whose objects are there where they might be null. */
export function fullSample(schema: unknown, schemas: Schemas): unknown {
  return new Sampler(schemas, (choice) => !isNullable(choice)).of(schema);
}

class Sampler {
  readonly #schemas: Schemas;
  readonly #prefers: (choice: unknown) => boolean;

  constructor(schemas: Schemas, prefers: (choice: unknown) => boolean) {
    this.#schemas = schemas;
    this.#prefers = prefers;
  }

  of(schema: unknown): unknown {
    if (!isFields(schema)) return {};
    const reference = schema['$ref'];
    if (typeof reference === 'string') {
      return this.of(this.#schemas[reference.slice(reference.lastIndexOf('/') + 1)]);
    }
    const choices = [schema['anyOf'], schema['oneOf']].find(Array.isArray);
    if (choices !== undefined) return this.of(choices.find(this.#prefers) ?? choices[0]);
    if (Array.isArray(schema['allOf'])) {
      return Object.assign({}, ...schema['allOf'].map((part) => this.of(part)));
    }
    return this.#plain(schema);
  }

  #plain(schema: Schema): unknown {
    if (Array.isArray(schema['enum'])) return schema['enum'][0];
    const { type } = schema;
    const isObject = type === undefined || [type].flat().includes('object');
    if (isObject) return this.#fieldsOf(schema);
    return Array.isArray(type) ? null : plainValues.get(type);
  }

  #fieldsOf(schema: Schema): unknown {
    const required = Array.isArray(schema['required']) ? schema['required'] : [];
    const properties = isFields(schema['properties']) ? schema['properties'] : {};
    return Object.fromEntries(required.map((name) => [name, this.of(properties[String(name)])]));
  }
}

const plainValues: ReadonlyMap<unknown, unknown> = new Map<unknown, unknown>([
  ['string', 'x'],
  ['integer', 1],
  ['number', 1],
  ['boolean', false],
  ['null', null],
  ['array', []],
]);

const isNullable = (schema: unknown): boolean => isFields(schema) && schema['type'] === 'null';

function isFields(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
