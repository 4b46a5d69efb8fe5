import { NoOpinion } from '../shape/opinion.ts';

type Lines = readonly (readonly string[])[];

/**
 * How many words of the reference are in a longest common subsequence of one of its lines with any line of
 * the other text, each word as often as both texts have it: the union of ROUGE-Lsum, and ROUGE-L for one line.
 */
export function countUnion(got: Lines, reference: Lines): number {
  const ids = new Map<string, number>();
  const mine = got.map((line) => toIds(line, ids));
  const theirs = reference.map((line) => toIds(line, ids));
  const cells = sizeOf(mine) * sizeOf(theirs);
  if (cells > mostCells) throw new NoOpinion('The texts are too long for ROUGE-L');
  const left = { got: countIds(mine, ids.size), reference: countIds(theirs, ids.size) };
  let shared = 0;
  for (const line of theirs) {
    for (const id of unionWith(line, mine)) {
      const [a = 0, b = 0] = [left.got[id], left.reference[id]];
      if (a === 0 || b === 0) continue;
      left.got[id] = a - 1;
      left.reference[id] = b - 1;
      shared += 1;
    }
  }
  return shared;
}

const mostCells = 9_000_000;

function toIds(line: readonly string[], ids: Map<string, number>): Uint32Array {
  return Uint32Array.from(line, (word) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  });
}

function sizeOf(lines: readonly Uint32Array[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}

function countIds(lines: readonly Uint32Array[], kinds: number): Uint32Array {
  const counts = new Uint32Array(kinds);
  for (const line of lines) for (const id of line) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

function unionWith(line: Uint32Array, others: readonly Uint32Array[]): readonly number[] {
  const isIn = new Uint8Array(line.length);
  for (const other of others) markCommon(line, other, isIn);
  return [...line].filter((_, at) => isIn[at] === 1);
}

/** Marks the places of one longest common subsequence: the one that rouge_score's way back finds. */
function markCommon(line: Uint32Array, other: Uint32Array, isIn: Uint8Array): void {
  const width = other.length + 1;
  const table = lengths(line, other);
  let [at, of] = [line.length, other.length];
  while (at > 0 && of > 0) {
    if (line[at - 1] === other[of - 1]) {
      at -= 1;
      of -= 1;
      isIn[at] = 1;
    } else if ((table[at * width + of - 1] ?? 0) > (table[(at - 1) * width + of] ?? 0)) of -= 1;
    else at -= 1;
  }
}

function lengths(line: Uint32Array, other: Uint32Array): Uint32Array {
  const width = other.length + 1;
  const table = new Uint32Array((line.length + 1) * width);
  for (let row = 1; row <= line.length; row += 1) {
    const word = line[row - 1];
    const start = row * width;
    for (let column = 1; column < width; column += 1) {
      const above = table[start - width + column] ?? 0;
      const before = table[start + column - 1] ?? 0;
      const diagonal = table[start - width + column - 1] ?? 0;
      const longer = above > before ? above : before;
      table[start + column] = other[column - 1] === word ? diagonal + 1 : longer;
    }
  }
  return table;
}
