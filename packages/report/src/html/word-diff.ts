import { diffWordsWithSpace } from 'diff';
import { h, type ComponentChild } from 'preact';

/** Edits after which two texts are held to be different altogether. */
const mostEdits = 400;

/** What was taken out and what was put in, word by word; nothing where the texts have too little in common. */
export function wordDiff(before: string, after: string): ComponentChild[] | undefined {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (parts === undefined) return undefined;
  return joinEdits(parts).flatMap(({ gone, come, same }) => [
    gone === '' ? null : h('del', null, gone),
    gone === '' || come === '' ? null : ' ',
    come === '' ? null : h('ins', null, come),
    same,
  ]);
}

/** What went, what came in its place, and what stands after both. */
interface Edit {
  readonly gone: string;
  readonly come: string;
  readonly same: string;
}

interface Part {
  readonly value: string;
  readonly added: boolean;
  readonly removed: boolean;
}

/** Edits with nothing but white space between them are read as one. */
function joinEdits(parts: readonly Part[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (const part of parts) {
    const last = edits.at(-1) ?? { gone: '', come: '', same: '' };
    const isOpen = last.gone + last.come !== '' && last.same.trim() === '';
    const isEdit = part.added || part.removed;
    if (isOpen || edits.length === 0 || !isEdit) {
      edits[Math.max(0, edits.length - 1)] = extend(last, part);
    } else {
      edits.push(extend({ gone: '', come: '', same: '' }, part));
    }
  }
  return edits;
}

function extend({ gone, come, same }: Edit, { value, added, removed }: Part): Edit {
  if (!added && !removed) return { gone, come, same: same + value };
  const between = gone + come === '' ? '' : same;
  return {
    gone: gone + between + (removed ? value : ''),
    come: come + between + (added ? value : ''),
    same: '',
  };
}
