/** Lists that stand deeper are as short as one entry of what holds them. */
const deepest = 3;
/** So few that a piece is gone with the next small cleaning of memory. */
const itemsOfPiece = 100;

/** The JSON text of a value in pieces, letter by letter what `JSON.stringify` gives: a long list never stands in one text. */
export function* jsonPieces(value: object, depth = 0): Generator<string> {
  if (depth > deepest) yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* piecesOfList(value, depth);
  else yield* piecesOfObject(value, depth);
}

function* piecesOfList(list: readonly unknown[], depth: number): Generator<string> {
  if (list.length < itemsOfPiece && list.every(isObject)) {
    yield '[';
    for (const [at, item] of list.entries()) {
      if (at > 0) yield ',';
      yield* jsonPieces(item, depth + 1);
    }
    yield ']';
    return;
  }
  yield '[';
  for (let at = 0; at < list.length; at += itemsOfPiece) {
    const items = JSON.stringify(list.slice(at, at + itemsOfPiece)).slice(1, -1);
    yield at === 0 ? items : `,${items}`;
  }
  yield ']';
}

function* piecesOfObject(value: object, depth: number): Generator<string> {
  let before = '{';
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    if (isObject(item)) yield* jsonPieces(item, depth + 1);
    else yield JSON.stringify(item);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
