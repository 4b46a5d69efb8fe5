/** What the first fenced block of a language (or of none) holds; without such a block, the whole text, trimmed. */
export function unfence(text: string, languages: readonly string[]): string {
  return (fencedBlock(text, languages) ?? text).trim();
}

/** What the first fenced block of a language (or of none) holds, as it is written; nothing without one. */
export function fencedBlock(text: string, languages: readonly string[]): string | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => opens(line, languages));
  if (start === -1) return undefined;
  const fence = (lines[start] ?? '').trim().slice(0, 3);
  const end = lines.findIndex((line, index) => index > start && line.trim().startsWith(fence));
  return lines.slice(start + 1, end === -1 ? undefined : end).join('\n');
}

function opens(line: string, languages: readonly string[]): boolean {
  const [, language] = /^\s{0,3}(?:```|~~~)[`~]*\s{0,3}([\w+#.-]*)\s*$/.exec(line) ?? [];
  return language !== undefined && (language === '' || languages.includes(language.toLowerCase()));
}
