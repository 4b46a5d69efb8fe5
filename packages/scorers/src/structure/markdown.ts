import type { Token, Tokens } from 'marked';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { lateLibrary } from '../shape/late-library.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';

/** A part of a Markdown text. */
export type MarkdownPart =
  | 'heading'
  | 'list'
  | 'table'
  | 'code'
  | 'blockquote'
  | 'link'
  | 'image'
  | 'html'
  | 'hr';

/** Options of `markdown`. */
export interface MarkdownOptions {
  /** How many of each part there must be at least. */
  readonly requires?: Readonly<Partial<Record<MarkdownPart, number>>>;
  readonly forbids?: readonly MarkdownPart[];
  /** Texts of headings that must stand in this order. */
  readonly headings?: readonly string[];
}

const parts = [
  'heading',
  'list',
  'table',
  'code',
  'blockquote',
  'link',
  'image',
  'html',
  'hr',
] as const;

const options: z.ZodType<MarkdownOptions> = z
  .strictObject({
    requires: z
      .partialRecord(z.enum(parts), z.int().min(1))
      .describe('how many of each part there must be at least, as { table: 1, heading: 2 }')
      .exactOptional(),
    forbids: z
      .array(z.enum(parts))
      .readonly()
      .describe('parts that must not be there')
      .exactOptional(),
    headings: z
      .array(z.string().min(1))
      .readonly()
      .describe('texts of headings that must stand there in this order')
      .exactOptional(),
  })
  .refine(
    ({ requires = {}, forbids = [], headings = [] }) =>
      Object.keys(requires).length + forbids.length + headings.length > 0,
    'name at least one of requires, forbids and headings: every text is Markdown',
  );

const library = lateLibrary(() => import('marked'));

// Parts that stand within a line are found by a parser whose time can grow with the square of the text.
const inlineParts = new Set(['link', 'image', 'html']);
const longest = { blocks: 50_000, inline: 10_000 };

/** Whether the output is Markdown with the parts asked for, by a real parser (GitHub's dialect). */
export const markdown: Scorer<MarkdownOptions> = defineScorer({
  type: 'markdown',
  summary:
    'The output, read as Markdown, has the parts and headings asked for, and none that are forbidden.',
  options,
  short: shortFor('requires'),
  example: {
    options: { requires: { heading: 1, list: 1 } },
    output: '# Plan\n\n- one\n- two',
    value: 1,
  },
  load: library.load,
  prepare: (given) => {
    const inline = [...Object.keys(given.requires ?? {}), ...(given.forbids ?? [])].some((part) =>
      inlineParts.has(part),
    );
    return ({ output: { text } }) => {
      if (text.length > (inline ? longest.inline : longest.blocks)) {
        return unscored('The output is too long to be read as Markdown');
      }
      if (/(?:>[ \t]?){50}/.test(text)) return unscored('The output is nested too deeply');
      const wrong = mistakesIn(readMarkdown(text, inline), given);
      return verdictOf(wrong.length === 0, wrong.join('; '));
    };
  },
});

function mistakesIn(
  { counts, titles }: Read,
  { requires = {}, forbids = [], headings = [] }: MarkdownOptions,
): readonly string[] {
  const count = (part: string): number => counts.get(part) ?? 0;
  return [
    ...Object.entries(requires)
      .filter(([part, least]) => count(part) < least)
      .map(([part, least]) => `${count(part)} ${part}, wanted ${least}`),
    ...forbids.filter((part) => counts.has(part)).map((part) => `has ${part}`),
    ...missingInOrder(headings, titles).map((title) => `no heading “${title}” in its place`),
  ];
}

interface Read {
  readonly counts: ReadonlyMap<string, number>;
  readonly titles: readonly string[];
}

function readMarkdown(text: string, inline: boolean): Read {
  const counts = new Map<string, number>();
  const titles: string[] = [];
  const lexer = new (library.get().Lexer)();
  const plain = text.replaceAll(/\r\n?/g, '\n');
  const open: Token[] = (inline ? lexer.lex(plain) : lexer.blockTokens(plain, [])).toReversed();
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    counts.set(token.type, (counts.get(token.type) ?? 0) + 1);
    if (isHeading(token)) titles.push(token.text.trim());
    open.push(...innerTokens(token).toReversed());
  }
  return { counts, titles };
}

function innerTokens(token: Token): readonly Token[] {
  if (isTable(token)) return [...token.header, ...token.rows.flat()].flatMap((cell) => cell.tokens);
  if (isList(token)) return token.items;
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function missingInOrder(wanted: readonly string[], titles: readonly string[]): readonly string[] {
  let from = 0;
  return wanted.filter((title) => {
    const at = titles.indexOf(title, from);
    if (at !== -1) from = at + 1;
    return at === -1;
  });
}
