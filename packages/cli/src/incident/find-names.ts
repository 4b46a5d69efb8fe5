const name = String.raw`(\p{Lu}[\p{L}'’-]+(?:[ \t]+\p{Lu}[\p{L}'’-]+){0,2})`;
const before = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?=\s*(?:[,.!?;:)\n-]|$)|\s+(?:and|from|here|speaking|calling|again|with)\b)`;

/** How people say who they are; the name itself begins with a capital letter. */
const introductions: readonly RegExp[] = [
  String.raw`${before}[Mm]y (?:full )?[Nn]ame(?: is|['’]s|:)\s+${name}`,
  String.raw`${before}(?:[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m['’]appelle|[Mm]e llamo)\s+${name}`,
  String.raw`${before}(?:I am|I['’]m|[Tt]his is)\s+${name}${end}`,
].map((source) => new RegExp(source, 'gu'));

/** The names by which people introduce themselves in these texts, longest first, and each part by itself. */
export function findNames(texts: readonly string[]): readonly string[] {
  const whole = texts.flatMap((text) =>
    introductions.flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []),
    ),
  );
  const parts = whole.flatMap((found) => [found, ...found.split(/\s+/u)]);
  return [...new Set(parts)].toSorted((a, b) => b.length - a.length);
}

/** A text in which `[name]` stands for each of the names, and how often. */
export function takeNamesOut(
  text: string,
  names: readonly string[],
): { readonly text: string; readonly many: number } {
  if (names.length === 0) return { text, many: 0 };
  // letters, quotes, hyphens and blanks: nothing that a pattern reads otherwise
  const any = names.join('|');
  let many = 0;
  const clean = text.replaceAll(
    new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any})(?![\p{L}\p{N}])`, 'gu'),
    () => {
      many += 1;
      return '[name]';
    },
  );
  return { text: clean, many };
}
