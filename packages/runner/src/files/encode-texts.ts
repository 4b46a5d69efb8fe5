const encoder = new TextEncoder();

/** Room for texts on their way to a file. */
export const textRoom = (): Uint8Array => new Uint8Array(2 ** 18);

/** The bytes of texts in parts. Every part stands in the same room: it is to be used before the next is asked for. */
export function* encodeTexts(texts: Iterable<string>, room: Uint8Array): Generator<Uint8Array> {
  let filled = 0;
  for (const text of texts) {
    let rest = text;
    while (rest !== '') {
      const { read, written } = encoder.encodeInto(rest, room.subarray(filled));
      filled += written;
      rest = rest.slice(read);
      if (rest === '') break;
      yield room.subarray(0, filled);
      filled = 0;
    }
  }
  if (filled > 0) yield room.subarray(0, filled);
}
