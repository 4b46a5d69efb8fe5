type Schema = Readonly<Record<string, unknown>>;

/** The smallest value that a schema allows: required fields only. */
export function sample(schema: unknown, schemas: Readonly<Record<string, unknown>>): unknown {
  if (!isFields(schema)) return {};
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return sample(schemas[reference.slice(reference.lastIndexOf('/') + 1)], schemas);
  }
  const choices = [schema['anyOf'], schema['oneOf']].find(Array.isArray);
  if (choices !== undefined) return sample(choices.find(isNullable) ?? choices[0], schemas);
  if (Array.isArray(schema['allOf'])) {
    return Object.assign({}, ...schema['allOf'].map((part) => sample(part, schemas)));
  }
  return plain(schema, schemas);
}

function plain(schema: Schema, schemas: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (schema['type']) {
    case 'string':
      return 'x';
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return [];
    default:
      return fieldsOf(schema, schemas);
  }
}

function fieldsOf(schema: Schema, schemas: Readonly<Record<string, unknown>>): unknown {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = isFields(schema['properties']) ? schema['properties'] : {};
  return Object.fromEntries(
    required.map((name) => [name, sample(properties[String(name)], schemas)]),
  );
}

const isNullable = (schema: unknown): boolean => isFields(schema) && schema['type'] === 'null';

function isFields(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
