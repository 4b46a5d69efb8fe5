import { cutClean } from './sinks/cut-clean.ts';
import { defuseCommands } from './sinks/defuse-commands.ts';
import { forUrl } from './sinks/for-url.ts';

/** A sentence in pieces, so that every sink can make the words of others safe in its own way. */
export type Phrase = readonly Piece[];

/** `own` is our wording; the others are words of others: `code` set in backticks, `quote` a longer text, `address` a URL. */
export interface Piece {
  readonly kind: 'own' | 'name' | 'code' | 'quote' | 'address';
  readonly text: string;
  /** Where it leads, for sinks that have links. */
  readonly url?: string;
}

/** Builds a phrase: strings that are put in are words of others, numbers and phrases are ours. */
export function say(texts: TemplateStringsArray, ...values: readonly (string | Phrase)[]): Phrase {
  return texts.flatMap((text, index) => {
    const value = values[index];
    const before: Phrase = text === '' ? [] : [{ kind: 'own', text }];
    return value === undefined ? before : [...before, ...toPieces(value)];
  });
}

function toPieces(value: string | Phrase): Phrase {
  return typeof value === 'string' ? [{ kind: 'name', text: value }] : value;
}

/** Wording of ours: formatted numbers, units. */
export function own(text: string): Phrase {
  return text === '' ? [] : [{ kind: 'own', text }];
}

/** A name of others that is set in backticks. */
export function code(text: string): Phrase {
  return [{ kind: 'code', text }];
}

/** What a machine or a person said: reasons, error messages. */
export function quote(text: string): Phrase {
  return [{ kind: 'quote', text }];
}

/** A name of others that leads somewhere, where the sink allows it. */
export function link(text: string, url: string | undefined): Phrase {
  return [url === undefined ? { kind: 'name', text } : { kind: 'name', text, url }];
}

/** Where to read more, in brackets, for sinks that have no links; nothing where it is no web address. */
export function address(url: string | undefined): Phrase {
  const safe = url === undefined ? undefined : webAddress(url);
  return safe === undefined ? [] : [{ kind: 'address', text: safe }];
}

/** The address when it is one of the web, without a password, of a length that people can read. */
function webAddress(url: string): string | undefined {
  if (url.length > longestAddress || !URL.canParse(url)) return undefined;
  return forUrl(url, [new URL(url).host]);
}

const longestAddress = 300;

/** Phrases one after the other with our wording between them. */
export function join(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [...own(between), ...phrase]));
}

/** The phrase as plain text, the form that JSON carries: words of others cleaned and bounded. */
export function toPlain(phrase: Phrase): string {
  return defuseCommands(phrase.map(plainPiece).join(''));
}

function plainPiece(piece: Piece): string {
  if (piece.kind === 'own') return piece.text;
  const text = cutClean(piece.text, widthOfPiece(piece));
  if (piece.kind === 'address') return ` (${text})`;
  return piece.kind === 'code' ? `\`${text}\`` : text;
}

/** The full stop after a phrase; nothing where its words already end in a mark. */
export function fullStop(phrase: Phrase): string {
  return /[.!?…]`?\s*$/u.test(toPlain(phrase)) ? '' : '.';
}

/** Columns that words of others may take inside a sentence. */
export function widthOfPiece(piece: Piece): number {
  if (piece.kind === 'address') return longestAddress;
  return piece.kind === 'quote' ? 600 : 160;
}

/** At most `limit` names, then how many more there are. */
export function listNames(names: readonly string[], limit = 5): Phrase {
  const shown = names.slice(0, limit).map((name) => code(name));
  const left = names.length - shown.length;
  return left > 0 ? [...join(shown, ', '), ...own(` and ${left} more`)] : join(shown, ', ');
}
