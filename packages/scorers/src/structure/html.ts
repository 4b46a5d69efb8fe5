import { parse, parseFragment, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
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
    .describe(
      'true (default): what browsers forgive (unclosed or misplaced tags) counts as a mistake',
    )
    .exactOptional(),
});

const longest = 100_000;

/** Whether the output (or its fenced block) is valid HTML with the elements asked for. */
export const html: Scorer<HtmlOptions> = defineScorer({
  type: 'html',
  summary:
    'The output (or its fenced block) parses as HTML without mistakes, with the elements asked for.',
  options,
  short: shortFor('requires'),
  example: { options: { requires: ['ul', 'li'] }, output: '<ul><li>one</li></ul>', value: 1 },
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

function readHtml(text: string): {
  readonly elements: ReadonlySet<string>;
  readonly mistakes: string[];
} {
  const mistakes: string[] = [];
  const settings = {
    sourceCodeLocationInfo: false,
    onParseError: ({ code, startLine }: ParserError) =>
      mistakes.push(`${code} at line ${startLine}`),
  };
  const isDocument = /^\s{0,20}(?:<!doctype|<html)/i.test(text);
  const tree = isDocument ? parse(text, settings) : parseFragment(text, settings);
  return { elements: elementsOf(tree, isDocument ? [] : ['html', 'head', 'body']), mistakes };
}

// A loop, not recursion: hostile nesting is deep.
function elementsOf(
  root: DefaultTreeAdapterTypes.ParentNode,
  left: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open: DefaultTreeAdapterTypes.Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) found.add(node.tagName);
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child);
    if ('content' in node) open.push(node.content);
  }
  return found.difference(new Set(left));
}
