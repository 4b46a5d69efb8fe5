import type { ScorerPorts } from '@pawl/core';

/**
 * A text between two copies of a random token that it cannot know. What is invisible or reorders text is
 * written out, so that nothing speaks to the judge that a person would not see.
 */
export function fence(text: string, { nonce }: ScorerPorts): string {
  if (nonce === undefined)
    throw new Error('no source of random tokens to fence the judged text with');
  const shown = makeVisible(text);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const token = nonce();
    if (token.length < 16) throw new Error('the random token is too short to fence with');
    if (!shown.includes(token)) return `<<${token}\n${shown}\n${token}>>`;
  }
  throw new Error('the judged text holds every random token');
}

const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

function makeVisible(text: string): string {
  return text.replaceAll(hidden, (sign) =>
    sign === '\n' || sign === '\t'
      ? sign
      : `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}
