import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { lateLibrary } from '../shape/late-library.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { isObject } from '../shape/subject.ts';
import { unfence } from '../text/fenced.ts';

/** Options of `xml`. */
export interface XmlOptions {
  /** Name of the root element. */
  readonly root?: string;
}

const options: z.ZodType<XmlOptions> = z.strictObject({
  root: z.string().min(1).describe('name that the root element must have').exactOptional(),
});

const longest = 200_000;
const library = lateLibrary(async () => {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const settings = { processEntities: false, ignoreDeclaration: true, ignorePiTags: true };
  return { parser: new XMLParser(settings), XMLValidator };
});

/** Whether the output (or its fenced block) is well-formed XML. */
export const xml: Scorer<XmlOptions> = defineScorer({
  type: 'xml',
  summary:
    'The output (or its fenced block) is well-formed XML, with the root element if one is named.',
  options,
  short: shortFor('root'),
  example: { options: { root: 'answer' }, output: '<answer><yes/></answer>', value: 1 },
  load: library.load,
  prepare:
    ({ root }) =>
    ({ output }) => {
      const text = unfence(output.text, ['xml']);
      if (text.length > longest) return unscored('The output is too long to be read as XML');
      if (!text.startsWith('<')) return scored(0, `no XML: ${quote(text)}`);
      const checked = library.get().XMLValidator.validate(text);
      if (checked !== true) {
        return scored(0, `not well-formed at line ${checked.err.line}: ${checked.err.msg}`);
      }
      const names = rootNames(text);
      return verdictOf(
        names.length === 1 && (root === undefined || names[0] === root),
        `the root is ${quote(names.join(', '))}${root === undefined ? '' : `, not ${root}`}`,
      );
    },
});

function rootNames(text: string): readonly string[] {
  const parsed: unknown = library.get().parser.parse(text);
  return isObject(parsed) ? Object.keys(parsed) : [];
}
