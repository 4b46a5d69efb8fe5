/** The address when it is http(s) on an allowed host and carries no password, safe inside Markdown and HTML; else nothing. */
export function forUrl(url: string, allowedHosts: readonly string[]): string | undefined {
  if (url.length > longest || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  if (!allowedHosts.includes(parsed.host)) return undefined;
  return parsed.href.replace(/[^\w\-./:?&=#%~+,;@]/g, toPercent);
}

/** Servers, GitHub's among them, refuse addresses beyond 8 kB. */
const longest = 8000;

function toPercent(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80
    ? `%${code.toString(16).toUpperCase().padStart(2, '0')}`
    : encodeURIComponent(character);
}
