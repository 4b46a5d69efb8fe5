import { breakReferences } from './break-references.ts';
import { cutClean } from './cut-clean.ts';

/** Text that is safe inside a Markdown table cell, heading or sentence: `<code>` with numeric entities. */
export function forCell(text: string, options: { readonly width?: number } = {}): string {
  return `<code>${forInline(cutClean(text, options.width ?? 120))}</code>`;
}

/** The same without the `<code>` around it, for text that is to be read as a sentence. */
export function forInline(text: string): string {
  return breakReferences(cutClean(text, 600)).replace(/[!-/:-@[-`{-~]/g, toEntity);
}

function toEntity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
