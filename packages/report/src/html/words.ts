import { h, type ComponentChild } from 'preact';

import { widthOfPiece, type Phrase, type Piece } from '../phrase.ts';
import { forUrl } from '../sinks/for-url.ts';
import { makeVisible, makeVisibleLine } from '../sinks/visible.ts';

/** Words of others on one line: every hidden character shown, cut where they are too long. Escaped when rendered. */
export function others(text: string, limit = 160): string {
  const line = makeVisibleLine(text.slice(0, limit * 4));
  return line.length <= limit ? line : `${clip(line, limit - 1)}…`;
}

/** Words of others with their line breaks, for a block. */
export function othersBlock(text: string, limit: number): string {
  const block = makeVisible(text.slice(0, limit * 2));
  return block.length <= limit ? block : `${clip(block, limit - 1)}…`;
}

/** Never cuts between the two halves of a character. */
function clip(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/u, '');
}

/** A name of others. */
export function name(text: string, limit = 80): ComponentChild {
  return h('span', { class: 'name' }, others(text, limit));
}

/** A phrase as nodes: the words of others as names, their addresses as links. */
export function phraseNodes(phrase: Phrase): readonly ComponentChild[] {
  return phrase.map(pieceNode);
}

function pieceNode(piece: Piece): ComponentChild {
  if (piece.kind === 'own') return piece.text;
  if (piece.kind === 'address') return null; // the name before it is the link
  const text = others(piece.text, widthOfPiece(piece));
  const className = piece.kind === 'quote' ? 'quote' : 'name';
  return h('span', { class: className }, linked(text, piece.url));
}

/** A text that leads to an address, where the address is one of the web. */
export function linked(text: string, url: string | undefined): ComponentChild {
  const safe = url === undefined ? undefined : webAddress(url);
  return safe === undefined ? text : h('a', { href: safe, rel: 'noreferrer' }, text);
}

/** The address is written by the project's own files; its scheme and form are still checked. */
function webAddress(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' ? undefined : forUrl(url, [host]);
}
