import type { DefaultTreeAdapterTypes, ParserError } from 'parse5';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { lateLibrary } from '../shape/late-library.ts';
import { unscored, verdictOf } from '../shape/opinion.ts';
import { unfence } from '../text/fenced.ts';

/** Options of `html`. */
export interface HtmlOptions {
  /** Elements that must be there. */
  readonly requires?: readonly string[];
  /** Elements that must not be there. */
  readonly forbids?: readonly string[];
  /** Whether mistakes that browsers forgive count; on by default. */
  readonly strict?: boolean;
}

const names = z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).readonly();

const options: z.ZodType<HtmlOptions> = z.strictObject({
  requires: names.describe('elements that must be there').exactOptional(),
  forbids: names.describe('elements that must not be there, as script').exactOptional(),
  strict: z
    .boolean()
    .describe('true (default): mistakes of spelling and unclosed elements count')
    .exactOptional(),
});

const longest = 100_000;
const library = lateLibrary(() => import('parse5'));

/** Whether the output (or its fenced block) is valid HTML with the elements asked for. */
export const html: Scorer<HtmlOptions> = defineScorer({
  type: 'html',
  summary:
    'The output (or its fenced block) parses as HTML without mistakes, with the elements asked for.',
  options,
  short: shortFor('requires'),
  example: { options: { requires: ['ul', 'li'] }, output: '<ul><li>one</li></ul>', value: 1 },
  load: library.load,
  prepare:
    ({ requires = [], forbids = [], strict = true }) =>
    ({ output }) => {
      const text = unfence(output.text, ['html']);
      if (text.length > longest) return unscored('The output is too long to be read as HTML');
      const { elements, mistakes } = readHtml(text);
      const wrong = [
        ...(strict ? mistakes : []),
        ...requires.filter((name) => !elements.has(name)).map((name) => `no <${name}>`),
        ...forbids.filter((name) => elements.has(name)).map((name) => `has <${name}>`),
        ...(elements.size === 0 ? ['no element at all'] : []),
      ];
      return verdictOf(wrong.length === 0, wrong.slice(0, 5).join('; '));
    },
});

interface Html {
  readonly elements: ReadonlySet<string>;
  readonly mistakes: readonly string[];
}

function readHtml(text: string): Html {
  const mistakes: string[] = [];
  const settings = {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }: ParserError) =>
      mistakes.push(`${code} at line ${startLine}`),
  };
  const isDocument = /^\s{0,20}(?:<!doctype|<html)/i.test(text);
  const { parse, parseFragment } = library.get();
  const elements = elementsOf(isDocument ? parse(text, settings) : parseFragment(text, settings));
  const unclosed = elements.filter(isUnclosed).map(({ tagName }) => `<${tagName}> is not closed`);
  return {
    elements: new Set(elements.map(({ tagName }) => tagName)),
    mistakes: [...mistakes, ...unclosed],
  };
}

// A loop, not recursion: hostile nesting is deep. What the parser made up has no place in the text.
function elementsOf(
  root: DefaultTreeAdapterTypes.ParentNode,
): readonly DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node && isWritten(node)) found.push(node);
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child);
    if ('content' in node) open.push(node.content);
  }
  return found;
}

function isWritten({ sourceCodeLocation }: DefaultTreeAdapterTypes.Element): boolean {
  return sourceCodeLocation !== undefined && sourceCodeLocation !== null;
}

// Elements that HTML lets anyone leave open, and those that have no end.
const open = new Set(
  'html head body p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp area base br col embed hr img input link meta param source track wbr'.split(
    ' ',
  ),
);

function isUnclosed({
  tagName,
  sourceCodeLocation,
  namespaceURI,
}: DefaultTreeAdapterTypes.Element): boolean {
  const isHtml = namespaceURI.endsWith('/xhtml');
  return isHtml && !open.has(tagName) && sourceCodeLocation?.endTag === undefined;
}
