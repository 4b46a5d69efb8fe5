import { z } from 'zod';

import { isJsonObject, type Json } from './json.ts';
import type { Path } from './parsed-text.ts';

/** The keys that a schema allows in the object at a path, each with its description. */
export function allowedKeys(
  schema: z.ZodType,
  path: Path,
  value?: Json,
): ReadonlyMap<string, string | undefined> {
  const root = schemaText(schema);
  let nodes: Node[] = branches(root, root);
  for (const step of path)
    nodes = nodes.flatMap((node) => stepInto(node, step)).flatMap((node) => branches(node, root));
  const keys = new Map<string, string | undefined>();
  for (const node of nodes.filter((candidate) => isMeant(candidate, value))) {
    for (const [key, inner] of Object.entries(node.properties ?? {}))
      keys.set(key, inner.description);
  }
  return keys;
}

interface Node {
  readonly description?: string | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly items?: Node | undefined;
  readonly additionalProperties?: boolean | Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly allOf?: readonly Node[] | undefined;
  readonly $ref?: string | undefined;
  readonly definitions?: Readonly<Record<string, Node>> | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
}

const nodeSchema: z.ZodType<Node> = z.looseObject({
  description: z.string().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get items() {
    return nodeSchema.optional().catch(undefined);
  },
  get additionalProperties() {
    return z.union([z.boolean(), nodeSchema]).optional();
  },
  get anyOf() {
    return z.array(nodeSchema).optional();
  },
  get oneOf() {
    return z.array(nodeSchema).optional();
  },
  get allOf() {
    return z.array(nodeSchema).optional();
  },
  $ref: z.string().optional(),
  get definitions() {
    return z.record(z.string(), nodeSchema).optional();
  },
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
});

const known = new WeakMap<z.ZodType, Node>();

function schemaText(schema: z.ZodType): Node {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const text = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  const node = nodeSchema.parse(text);
  known.set(schema, node);
  return node;
}

function branches(node: Node, root: Node): Node[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  const target = node.$ref === undefined ? undefined : follow(node.$ref, root);
  if (target !== undefined) inner.push(target);
  return [node, ...inner.flatMap((branch) => branches(branch, root))];
}

function follow(ref: string, root: Node): Node | undefined {
  if (ref === '#') return undefined;
  return root.definitions?.[ref.replace('#/definitions/', '')];
}

function stepInto(node: Node, step: string | number): Node[] {
  if (typeof step === 'number') return node.items === undefined ? [] : [node.items];
  const named = node.properties?.[step];
  if (named !== undefined) return [named];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

/** A branch is not meant when one of its fixed words differs from what was written. */
function isMeant(node: Node, value: Json | undefined): boolean {
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([key, written]) => {
    const inner = node.properties?.[key];
    const words = inner?.const === undefined ? inner?.enum : [inner.const];
    return words === undefined || typeof written !== 'string' || words.includes(written);
  });
}
