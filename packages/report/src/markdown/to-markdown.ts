import { widthOfPiece, type Phrase, type Piece } from '../phrase.ts';
import { forCell } from '../sinks/for-cell.ts';
import { forUrl } from '../sinks/for-url.ts';

/** A phrase as Markdown: the words of others as code, their links only to allowed hosts. */
export function toMarkdown(phrase: Phrase, allowedHosts: readonly string[] = []): string {
  return phrase.map((piece) => encode(piece, allowedHosts)).join('');
}

function encode(piece: Piece, allowedHosts: readonly string[]): string {
  if (piece.kind === 'own') return piece.text;
  if (piece.kind === 'address') return ''; // the name before it is the link, where it may be one
  const text = forCell(piece.text, { width: widthOfPiece(piece) });
  return linkTo(text, piece.url, allowedHosts);
}

/** Encoded text that leads to an address, where the address is allowed. */
export function linkTo(
  encoded: string,
  url: string | undefined,
  allowedHosts: readonly string[],
): string {
  const safe = url === undefined ? undefined : forUrl(url, allowedHosts);
  return safe === undefined ? encoded : `[${encoded}](${safe.replaceAll('&', '&amp;')})`;
}
