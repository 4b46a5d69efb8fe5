const longest = 200;

/** The start of foreign text on one line, control characters escaped: safe inside a message. */
export function excerpt(text: string, length: number = longest): string {
  const points = Array.from(text.trim().slice(0, 2 * length + 2));
  const shown = points.length > length ? `${points.slice(0, length).join('')}…` : points.join('');
  return shown.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escapePoint);
}

function escapePoint(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return ' ';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
