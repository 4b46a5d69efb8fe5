import { makeVisible } from './visible.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe inside an HTML element or a quoted attribute. */
export function forHtmlText(text: string): string {
  return makeVisible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
