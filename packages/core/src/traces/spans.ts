import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isList, itemsOf, objectOf, objectsOf, textIn } from './json-reading.ts';

/** One span or log record of a trace with its attributes as plain values. */
export interface Span {
  readonly attributes: JsonObject;
  readonly events: readonly SpanEvent[];
  /** Milliseconds since 1970. */
  readonly startMs?: number;
}

/** Something that happened within a span. */
export interface SpanEvent {
  readonly name: string;
  readonly attributes: JsonObject;
}

/** The spans of an OTLP JSON document, a list of spans or a single one; none where the value is no trace. */
export function readSpans(value: Json): readonly Span[] {
  const roots = isList(value) ? objectsOf(value) : [objectOf(value)];
  return roots.flatMap((root) => {
    const resources = objectsOf(root['resourceSpans'] ?? root['resource_spans']);
    if (resources.length > 0) return resources.flatMap(spansOfResource);
    const inner = root['spans'];
    if (isList(inner)) return objectsOf(inner).map(toSpan);
    return root['attributes'] === undefined ? [] : [toSpan(root)];
  });
}

function spansOfResource(resource: JsonObject): Span[] {
  const scopes =
    resource['scopeSpans'] ?? resource['scope_spans'] ?? resource['instrumentationLibrarySpans'];
  return objectsOf(scopes).flatMap((scope) => objectsOf(scope['spans']).map(toSpan));
}

function toSpan(span: JsonObject): Span {
  const events = objectsOf(span['events']).map((event) => ({
    name: textIn(event, 'name') ?? '',
    attributes: { ...readAttributes(event['attributes']), ...bodyOf(event) },
  }));
  const nanoseconds = Number(span['startTimeUnixNano'] ?? span['start_time_unix_nano']);
  const started = Number.isFinite(nanoseconds) && nanoseconds > 0;
  return {
    attributes: readAttributes(span['attributes']),
    events,
    ...(started ? { startMs: Math.floor(nanoseconds / 1e6) } : {}),
  };
}

function bodyOf({ body }: JsonObject): JsonObject {
  return body === undefined ? {} : objectOf(readValue(body));
}

/** Attributes by name: from OTLP's list of keys and typed values, or as they are. */
function readAttributes(attributes: Json | undefined): JsonObject {
  if (!isList(attributes)) return objectOf(attributes);
  return Object.fromEntries(
    objectsOf(attributes).map((one) => [textIn(one, 'key') ?? '', readValue(one['value'])]),
  );
}

/** A typed value of OTLP as plain JSON. */
function readValue(value: Json | undefined): Json {
  if (!isJsonObject(value)) return value ?? null;
  const { stringValue, boolValue, doubleValue, intValue, arrayValue, kvlistValue } = value;
  if (intValue !== undefined) return Number(intValue);
  if (arrayValue !== undefined) return itemsOf(objectOf(arrayValue)['values']).map(readValue);
  if (kvlistValue !== undefined) return readAttributes(objectOf(kvlistValue)['values'] ?? []);
  return stringValue ?? boolValue ?? doubleValue ?? value;
}

/** Attributes whose names are dotted paths as the values they describe: `a.0.b` is `b` of the first of `a`. */
export function unflatten(attributes: JsonObject): JsonObject {
  const root: Tree = { children: new Map() };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    let tree = root;
    for (const step of name.split('.')) tree = childOf(tree, step);
    tree.value ??= value;
  }
  return objectOf(toJson(root));
}

interface Tree {
  value?: Json;
  readonly children: Map<string, Tree>;
}

function childOf({ children }: Tree, step: string): Tree {
  const known = children.get(step);
  if (known !== undefined) return known;
  const fresh: Tree = { children: new Map() };
  children.set(step, fresh);
  return fresh;
}

/** A name that has both a value and names below it keeps what is below. */
function toJson({ value, children }: Tree): Json {
  if (children.size === 0) return value ?? {};
  const entries = [...children].map(([key, child]): [string, Json] => [key, toJson(child)]);
  if (!entries.every(([key]) => /^\d{1,4}$/u.test(key)))
    return { ...objectOf(value), ...Object.fromEntries(entries) };
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
