import { findBoxed } from './boxed.ts';

const announced =
  /(?:answer|choice|option)(?: is| would be)?\s{0,3}[:=]?\s{0,3}\**\s{0,3}[([]?([A-Za-z])[)\]]?(?![\p{L}\p{N}])/giu;
const wrapped = /[([]([A-Z])[)\]]/g;
const alone = /(?:^|\n)[ \t]{0,8}\**([A-Z])\**[ \t]{0,8}(?=[.):\n]|$)/g;
const boxedLetter = /^(?:\\(?:text|textbf|mathrm|mathbf)\{)?\(?([A-Za-z])\)?[.:]?\}?$/;

/** The letter of a multiple-choice answer: boxed, announced (`the answer is C`), in brackets, or on a line of its own; the last one. */
export function findChoice(text: string): string | undefined {
  const trimmed = text.trim();
  const [, only] = /^[([]?([A-Za-z])[.):\]]?$/.exec(trimmed) ?? [];
  if (only !== undefined) return only.toUpperCase();
  const [, boxed] = boxedLetter.exec(findBoxed(text) ?? '') ?? [];
  if (boxed !== undefined) return boxed.toUpperCase();
  for (const pattern of [announced, wrapped, alone]) {
    const letter = lastGroup(pattern, text);
    if (letter !== undefined) return letter.toUpperCase();
  }
  return undefined;
}

function lastGroup(pattern: RegExp, text: string): string | undefined {
  let last: string | undefined;
  for (const match of text.matchAll(pattern)) last = match[1];
  return last;
}
