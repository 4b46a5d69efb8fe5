import { makeVisible } from './visible.ts';

/** Text of many lines as a fenced Markdown block whose fence is longer than any inside. */
export function forBlock(text: string, options: { readonly limit?: number } = {}): string {
  const limit = options.limit ?? 4000;
  const clean = makeVisible(text.slice(0, limit));
  const shown = text.length > limit ? `${clean}\n… and more` : clean;
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
