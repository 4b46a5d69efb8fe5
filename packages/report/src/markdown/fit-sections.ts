/** A part of a Markdown document; the one with the lowest priority goes first when there are too many bytes. */
export interface Section {
  /** What it is called when it had to be left out. */
  readonly name: string;
  /** Sections with priority 9 stay whatever happens. */
  readonly priority: number;
  readonly text: string;
}

/** The sections that fit into the bytes, and a line that says what was left out. */
export function fitSections(sections: readonly Section[], maxBytes: number): string {
  const said = sections.filter((section) => section.text !== '');
  return fit(said, [], maxBytes);
}

function fit(sections: readonly Section[], left: readonly string[], maxBytes: number): string {
  const text = assemble(sections, left);
  const least = sections.reduce((low, section) => Math.min(low, section.priority), 9);
  if (countBytes(text) <= maxBytes || least === 9) return text;
  const at = sections.findLastIndex((section) => section.priority === least);
  const name = sections[at]?.name ?? '';
  return fit(sections.toSpliced(at, 1), [name, ...left], maxBytes);
}

function assemble(sections: readonly Section[], left: readonly string[]): string {
  const note = `_Left out for its length: ${left.join(', ')}. It is in the full report._`;
  const texts = sections.map((section) => section.text);
  return `${[...texts, ...(left.length > 0 ? [note] : [])].join('\n\n')}\n`;
}

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function countBytes(text: string): number {
  return encoder.encode(text).length;
}
