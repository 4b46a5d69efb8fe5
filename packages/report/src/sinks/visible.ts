const hidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

// newline, tab, the joiners and presentation selectors of ordinary writing and emoji, Arabic number signs
const ordinary = new Set([
  0x0a, 0x09, 0x200c, 0x200d, 0xfe0e, 0xfe0f, 0x600, 0x601, 0x602, 0x603, 0x6dd,
]);

/**
 * Writes every control, bidirectional, invisible and broken character as an escape that can be read;
 * newlines and tabs stay. Nothing is dropped.
 */
export function makeVisible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(hidden, escape);
}

/** The same on one line: newlines are shown as `↵`, tabs as `\t`. */
export function makeVisibleLine(text: string): string {
  return makeVisible(text)
    .replaceAll('\n', '↵')
    .replaceAll('\t', String.raw`\t`);
}

function escape(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (ordinary.has(point)) return character;
  if (character === '\r') return String.raw`\r`;
  const digits = point.toString(16);
  if (point <= 0xff) return String.raw`\x${digits.padStart(2, '0')}`;
  return point <= 0xffff ? String.raw`\u${digits.padStart(4, '0')}` : String.raw`\u{${digits}}`;
}
