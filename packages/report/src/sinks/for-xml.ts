import { forHtmlText } from './for-html-text.ts';

/** Text that is safe inside an XML 1.0 element or a quoted attribute; what XML cannot hold is an escape that can be read. */
export function forXml(text: string, options: { readonly limit?: number } = {}): string {
  const limit = options.limit ?? 20_000;
  const shown = forHtmlText(text.slice(0, limit)).replaceAll('&#39;', '&apos;');
  return text.length > limit ? `${shown}… and more` : shown;
}
