import { breakReferences } from './break-references.ts';
import { cut } from './cut.ts';
import { makeVisibleLine } from './visible.ts';

/** Text that is safe inside a Markdown table cell, heading or sentence: `<code>` with numeric entities. */
export function forCell(text: string, options: { readonly width?: number } = {}): string {
  const clean = cut(makeVisibleLine(text.slice(0, enough)), options.width ?? 120);
  return `<code>${forInline(clean)}</code>`;
}

/** The same without the `<code>` around it, for text that is to be read as a sentence. */
export function forInline(text: string): string {
  return breakReferences(makeVisibleLine(text)).replace(/[!-/:-@[-`{-~]/g, toEntity);
}

const enough = 20_000;

function toEntity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
