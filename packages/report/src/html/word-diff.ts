import { diffWordsWithSpace } from 'diff';
import { h, type ComponentChild } from 'preact';

/** Edits after which two texts are held to be different altogether. */
const mostEdits = 400;

/** What was taken out and what was put in, word by word; nothing where the texts have too little in common. */
export function wordDiff(before: string, after: string): ComponentChild[] | undefined {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (parts === undefined) return undefined;
  return parts.map(({ value, added, removed }) => {
    if (added) return h('ins', null, value);
    return removed ? h('del', null, value) : value;
  });
}
