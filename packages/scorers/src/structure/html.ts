import type { DefaultTreeAdapterMap, DefaultTreeAdapterTypes, Parser, ParserError } from 'parse5';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { lateLibrary } from '../shape/late-library.ts';
import { NoOpinion, unscored, verdictOf } from '../shape/opinion.ts';
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
  forbids: names
    .describe('elements that must not be there, as script; also inside noscript and srcdoc')
    .exactOptional(),
  strict: z
    .boolean()
    .describe(
      'true (default): mistakes of spelling, unclosed elements and end tags without a beginning count',
    )
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
      const reached = forbids.length === 0 ? elements : withFrames(text);
      const wrong = [
        ...(strict ? mistakes : []),
        ...requires.filter((name) => !elements.has(name)).map((name) => `no <${name}>`),
        ...forbids.filter((name) => reached.has(name)).map((name) => `has <${name}>`),
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
  const { elements, endTags, mistakes } = parseHtml(text);
  const closed = new Set(
    elements.map(({ sourceCodeLocation }) => sourceCodeLocation?.endTag?.startOffset),
  );
  const unclosed = elements.filter(isUnclosed).map(({ tagName }) => `<${tagName}> is not closed`);
  const unopened = endTags
    .filter(({ name, at }) => !closed.has(at) && !implied.has(name))
    .map(({ name, line }) => `</${name}> at line ${line} closes nothing`);
  return {
    elements: new Set(elements.map(({ tagName }) => tagName)),
    mistakes: [...mistakes, ...unclosed, ...unopened],
  };
}

interface ParsedHtml {
  readonly elements: readonly DefaultTreeAdapterTypes.Element[];
  readonly endTags: readonly EndTag[];
  readonly mistakes: readonly string[];
}

interface EndTag {
  readonly name: string;
  readonly at: number;
  readonly line: number;
}

function parseHtml(text: string): ParsedHtml {
  const mistakes: string[] = [];
  const endTags: EndTag[] = [];
  const settings = {
    sourceCodeLocationInfo: true,
    scriptingEnabled: false,
    onParseError: ({ code, startLine }: ParserError) =>
      mistakes.push(`${code} at line ${startLine}`),
  };
  // The parser reports mistakes of spelling alone: end tags are noted as they come.
  class NotingParser extends library.get().Parser<DefaultTreeAdapterMap> {
    override onEndTag(token: Parameters<Parser<DefaultTreeAdapterMap>['onEndTag']>[0]): void {
      const { startOffset = 0, startLine = 0 } = token.location ?? {};
      endTags.push({ name: token.tagName, at: startOffset, line: startLine });
      super.onEndTag(token);
    }
  }
  if (isDocument(text)) {
    const root = NotingParser.parse<DefaultTreeAdapterMap>(text, settings);
    return { elements: elementsOf(root), endTags, mistakes };
  }
  const parser = NotingParser.getFragmentParser<DefaultTreeAdapterMap>(null, settings);
  parser.tokenizer.write(text, true);
  return { elements: elementsOf(parser.getFragment()), endTags, mistakes };
}

function isDocument(text: string): boolean {
  return /^\s{0,20}(?:<!doctype|<html)/i.test(text);
}

const mostFrames = 100;

/** The elements of a text and of the documents that stand in its `srcdoc`s. */
function withFrames(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [text];
  let frames = 0;
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    frames += 1;
    if (frames > mostFrames) throw new NoOpinion('There are too many documents inside the output');
    for (const { tagName, attrs } of parseHtml(each).elements) {
      found.add(tagName);
      const inner = attrs.find(({ name }) => name === 'srcdoc');
      if (inner !== undefined) open.push(inner.value);
    }
  }
  return found;
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

/** Elements whose beginning may be left out while their end stands there. */
const implied = new Set(['html', 'head', 'body', 'tbody', 'colgroup']);

function isUnclosed({
  tagName,
  sourceCodeLocation,
  namespaceURI,
}: DefaultTreeAdapterTypes.Element): boolean {
  const isHtml = namespaceURI.endsWith('/xhtml');
  return isHtml && !open.has(tagName) && sourceCodeLocation?.endTag === undefined;
}
