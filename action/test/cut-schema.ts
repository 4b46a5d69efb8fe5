// Cuts schemas out of an OpenAPI document: without words, each reference followed once.

/** A value of JSON. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value };

/** An object of JSON. */
export type Fields = Readonly<Record<string, Value>>;

const dropped = new Set([
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'format',
  'title',
]);

/** Cuts schemas and remembers those that they refer to. */
export class SchemaCutter {
  readonly #root: Fields;
  readonly #schemas = new Map<string, Value>();

  constructor(root: Fields) {
    this.#root = root;
  }

  /** All schemas that were referred to, by name. */
  schemas(): Fields {
    return Object.fromEntries([...this.#schemas].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The schema without its words; `nullable` as JSON Schema says it, `$ref` into our own list. */
  cut(value: Value): Value {
    if (Array.isArray(value)) return value.map((one) => this.cut(one));
    if (typeof value !== 'object' || value === null) return value;
    const all = fields(value);
    const reference = all['$ref'];
    if (typeof reference === 'string') return { $ref: this.#keep(reference) };
    const kept: Record<string, Value> = {};
    for (const [key, part] of Object.entries(all)) {
      if (key === 'properties') {
        kept[key] = Object.fromEntries(
          Object.entries(fields(part)).map(([name, one]) => [name, this.cut(one)]),
        );
      } else if (key !== 'nullable' && !key.startsWith('x-') && !dropped.has(key)) {
        kept[key] = this.cut(part);
      }
    }
    return all['nullable'] === true ? { anyOf: [kept, { type: 'null' }] } : kept;
  }

  #keep(reference: string): string {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, true);
      this.#schemas.set(name, this.cut(at(this.#root, reference.slice(2).split('/')) ?? {}));
    }
    return `#/schemas/${name}`;
  }
}

/** The value at the end of a path; undefined where there is none. */
export function at(value: Value, path: readonly string[]): Value | undefined {
  let found: Value | undefined = value;
  for (const step of path) found = fields(found ?? null)[step];
  return found;
}

/** The members of a list; none of anything else. */
export function items(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of an object; none of anything else. */
export function fields(value: Value | undefined): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value)) : {};
}
