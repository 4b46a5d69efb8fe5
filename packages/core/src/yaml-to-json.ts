import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

import type { Json } from './json.ts';
import type { Spot } from './parsed-text.ts';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';
import { duplicateKey, halfCharacter, maxDepth, numberProblem, protoProblem } from './read-json.ts';

/** Values that aliases may stand for in one file, all together. */
const maxAliased = 10_000;

/** The YAML text, and how an offset in it becomes a place. */
export interface YamlSource {
  readonly source: string;
  readonly place: (offset: number) => Place;
}

/** A document as JSON, with where each part stands. */
export interface YamlReading {
  readonly value?: Json;
  readonly root?: Spot;
  readonly problems: readonly Problem[];
}

/** Turns the nodes of a document into JSON values. */
export function toJson(document: Document.Parsed, source: YamlSource): YamlReading {
  const state: State = { ...source, document, problems: [], open: [], aliased: 0 };
  if (document.contents === null || isBlank(document.contents, state)) {
    refuse(state, 0, { code: 'empty-file', message: 'The file is empty' });
    return { problems: state.problems };
  }
  const { value, spot } = convert(document.contents, state);
  return { value, root: spot, problems: state.problems };
}

interface State extends YamlSource {
  readonly document: Document.Parsed;
  readonly problems: Problem[];
  /** Nodes that are being converted: an alias to one of them would never end. */
  readonly open: Node[];
  aliased: number;
  inAlias?: boolean;
  /** The key or item that is being read, for messages. */
  key?: string;
}

interface Part {
  readonly value: Json;
  readonly spot: Spot;
}

function convert(node: Node, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  if (state.inAlias === true) state.aliased += 1;
  if (state.open.length >= maxDepth || state.aliased > maxAliased) return stop(state, offset);
  if (isAlias(node)) return convertAlias(node, state);
  if (isScalar(node)) return convertScalar(node, state);
  state.open.push(node);
  const part = isMap(node) ? convertMap(node, state) : convertList(node, state);
  state.open.pop();
  return part;
}

function stop(state: State, offset: number): Part {
  const bomb = state.aliased > maxAliased;
  const message = bomb
    ? `Aliases stand for more than ${maxAliased} values`
    : `Nested deeper than ${maxDepth} levels`;
  const code = bomb ? 'alias-bomb' : 'too-deep';
  if (!state.problems.some((problem) => problem.code === code))
    refuse(state, offset, { code, message });
  return { value: null, spot: { offset } };
}

function convertAlias(node: Node, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  const target = isAlias(node) ? node.resolve(state.document) : undefined;
  if (target === undefined || state.open.includes(target)) {
    const message =
      target === undefined ? 'An alias of nothing' : 'An alias of a part that holds it';
    refuse(state, offset, { code: 'bad-alias', message });
    return { value: null, spot: { offset } };
  }
  const outer = state.inAlias;
  state.inAlias = true;
  const { value, spot } = convert(target, state);
  state.inAlias = outer ?? false;
  return { value, spot: { ...spot, offset } };
}

function convertList(node: YAMLMap | YAMLSeq | Node, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  const value: Json[] = [];
  const children = new Map<string, Spot>();
  for (const item of isSeq<Node>(node) ? node.items : []) {
    const part = convertValue(item, {
      state,
      key: `Item ${value.length + 1}`,
      keyOffset: item.range?.[0] ?? offset,
    });
    children.set(String(value.length), part.spot);
    value.push(part.value);
  }
  return { value, spot: { offset, children } };
}

function convertMap(node: YAMLMap, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  const entries: [string, Json][] = [];
  const children = new Map<string, Spot>();
  for (const pair of node.items as Iterable<{ key: unknown; value: unknown }>) {
    const keyOffset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    const key = readKey(pair.key, state, keyOffset);
    if (key === undefined) continue;
    const known = children.get(key);
    if (known !== undefined)
      state.problems.push(
        duplicateKey(key, state.place(keyOffset), state.place(known.keyOffset ?? 0)),
      );
    const { value, spot } = convertValue(isNode(pair.value) ? pair.value : undefined, {
      state,
      key,
      keyOffset,
    });
    entries.push([key, value]);
    children.set(key, { ...spot, keyOffset });
  }
  return { value: Object.fromEntries(entries), spot: { offset, children } };
}

const isNode = (value: unknown): value is Node =>
  isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);

/** The key as its author wrote it: `0123` stays `0123`. */
function readKey(key: unknown, state: State, offset: number): string | undefined {
  const written = keyText(key);
  if (typeof written !== 'string' || written === '') {
    refuse(state, offset, {
      code: 'bad-key',
      message: 'A key must be a text',
      hint: 'Put the key in quotes.',
    });
    return undefined;
  }
  if (!written.isWellFormed()) state.problems.push(halfCharacter(state.place(offset)));
  if (written === '__proto__') state.problems.push(protoProblem(state.place(offset)));
  if (written === '<<') {
    const hint = 'Write the keys out; YAML 1.2 has no merge keys.';
    refuse(state, offset, {
      code: 'merge-key',
      message: 'The merge key "<<" is not allowed',
      hint,
    });
  }
  return written;
}

function keyText(key: unknown): unknown {
  if (!isScalar(key)) return undefined;
  return isQuoted(key) ? key.value : key.source;
}

interface Slot {
  readonly state: State;
  readonly key: string;
  readonly keyOffset: number;
}

function convertValue(node: Node | undefined, { state, key, keyOffset }: Slot): Part {
  if (node !== undefined && !isBlank(node, state)) {
    state.key = key;
    return convert(node, state);
  }
  const hint = 'Write a value, `null` if you mean it, or remove the line.';
  refuse(state, keyOffset, { code: 'no-value', message: `${key} has no value`, hint });
  return { value: null, spot: { offset: keyOffset } };
}

/** An empty plain scalar: nothing was written. */
function isBlank(node: Node, { source }: State): boolean {
  if (!isScalar(node) || node.value !== null || isQuoted(node)) return false;
  const [start, end] = node.range ?? [0, 0];
  return source.slice(start, end).trim() === '';
}

const isQuoted = ({ type }: Scalar): boolean => type !== undefined && type !== 'PLAIN';

function convertScalar(node: Scalar, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  const { value } = node;
  if (typeof value === 'number') return convertNumber(node, value, state);
  if (typeof value === 'string' && !value.isWellFormed())
    state.problems.push(halfCharacter(state.place(offset)));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null)
    return { value, spot: { offset } };
  refuse(state, offset, {
    code: 'bad-value',
    message: 'This value is not allowed',
    hint: 'Put it in quotes.',
  });
  return { value: null, spot: { offset } };
}

/** `0123`, `0o17` and `.inf` are refused wherever they stand; `1.10` is kept in mind with its spelling. */
function convertNumber(node: Scalar, value: number, state: State): Part {
  const offset = node.range?.[0] ?? 0;
  const written = node.source ?? String(value);
  const lost = numberProblem(written, value, state.place(offset));
  const odd = /^[+-]?0[\dxo]/u.test(written) ? oddNumber(written, value) : undefined;
  if (lost !== undefined) state.problems.push(lost);
  else if (odd !== undefined)
    refuse(state, offset, { ...odd, message: `${state.key ?? 'Value'}: ${odd.message}` });
  const exact = Number.isFinite(value) ? value : 0;
  return { value: exact, spot: { offset, ...(written === String(value) ? {} : { written }) } };
}

function oddNumber(written: string, value: number): Pick<Problem, 'code' | 'message' | 'hint'> {
  return {
    code: 'odd-number',
    message: `${written} would be read as the number ${value}`,
    hint: `Put it in quotes if it is a text: "${written}"; else write ${value}.`,
  };
}

function refuse(
  state: State,
  offset: number,
  problem: Pick<Problem, 'code' | 'message' | 'hint'>,
): void {
  state.problems.push({ ...problem, place: state.place(offset), severity: 'error' });
}
