import { toPlain, type Phrase } from '../phrase.ts';
import { cutClean } from '../sinks/cut-clean.ts';
import { defuseCommands } from '../sinks/defuse-commands.ts';
import { wrap } from '../sinks/wrap.ts';
import type { Colour } from './canvas.ts';

/** How a sentence stands: columns, the mark before it, and the colour of each. */
export interface SentenceLook {
  readonly width: number;
  readonly mark?: string;
  readonly indent?: number;
  readonly colour?: Colour;
  readonly markColour?: Colour;
}

/** A sentence as lines that hang below its mark. */
export function layOut(sentence: Phrase | string, look: SentenceLook): string[] {
  const same: Colour = (text) => text;
  const mark = look.mark === undefined ? '' : `${look.mark} `;
  const indent = ' '.repeat(look.indent ?? 0);
  const text = typeof sentence === 'string' ? cutClean(sentence, 1200) : toPlain(sentence);
  const columns = Math.max(16, look.width - indent.length - mark.length);
  return wrap(text, columns).map((line, index) => {
    const before = index === 0 ? (look.markColour ?? same)(mark) : ' '.repeat(mark.length);
    return `${indent}${before}${(look.colour ?? same)(defuseCommands(line))}`;
  });
}
