import type { Output } from '@pawl/core';

/** How many code points a text has. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff || !isHigh(text.charCodeAt(at - 1))) count += 1;
  }
  return count;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

// A script without spaces has no words that could be told apart without a dictionary: there each sign is one.
const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}_])+(?:['’.,-](?=[\p{L}\p{N}])(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}_])+)*/gu;

/** The words of a text: letters and digits, inner hyphens, apostrophes and points kept. */
export function splitWords(text: string): readonly string[] {
  return text.match(words) ?? [];
}

/** How many words a text has. */
export function countWords(text: string): number {
  return splitWords(text).length;
}

/** The output tokens that the provider says it used. */
export function countTokens(output: Output): number | undefined {
  return output.usage?.outputTokens;
}
