import type { Opinion } from '@pawl/core';
import { z } from 'zod';

import { defineScorer, shortFor, type Scorer } from '../shape/define-scorer.ts';
import { lateLibrary } from '../shape/late-library.ts';
import { quote, scored, unscored, verdictOf } from '../shape/opinion.ts';
import { fencedBlock } from '../text/fenced.ts';

/** Options of `xml`. */
export interface XmlOptions {
  /** Name of the root element. */
  readonly root?: string;
}

const options: z.ZodType<XmlOptions> = z.strictObject({
  root: z.string().min(1).describe('name that the root element must have').exactOptional(),
});

const longest = 200_000;
const library = lateLibrary(() => import('saxes'));

/** Whether the output (or its fenced block) is well-formed XML. */
export const xml: Scorer<XmlOptions> = defineScorer({
  type: 'xml',
  summary:
    'The output (or its fenced block) is well-formed XML with namespaces, with the root element if one is named.',
  options,
  short: shortFor('root'),
  example: { options: { root: 'answer' }, output: '<answer><yes/></answer>', value: 1 },
  load: library.load,
  prepare:
    ({ root }) =>
    ({ output }) => {
      const text = fencedBlock(output.text, ['xml']) ?? output.text;
      if (text.length > longest) return unscored('The output is too long to be read as XML');
      if (!text.trimStart().startsWith('<')) return scored(0, `no XML: ${quote(text)}`);
      const read = readXml(text);
      if ('mistake' in read) return opinionOfMistake(read.mistake, text);
      return verdictOf(
        root === undefined || read.root === root,
        `the root is ${quote(read.root)}, not ${root}`,
      );
    },
});

type Read = { readonly root: string } | { readonly mistake: string };

/** Thrown at the first mistake: nothing more is read after it. */
class XmlMistake extends Error {}

function readXml(text: string): Read {
  const parser = new (library.get().SaxesParser)({ position: true });
  const names = new NamespaceScope();
  let root = '';
  const refuse = (problem: string): never => {
    throw new XmlMistake(`${parser.line}:${parser.column}: ${problem}`);
  };
  parser.on('error', ({ message }) => {
    throw new XmlMistake(message);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (root === '') root = name;
    const unbound = names.enter(name, attributes);
    if (unbound !== undefined) refuse(`${unbound} has a prefix that is bound to no namespace`);
  });
  parser.on('closetag', () => names.leave());
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof XmlMistake) return { mistake: error.message };
    throw error;
  }
  return { root };
}

/** The prefixes that are bound where the reader stands. Saxes knows them too, but in time that grows with the depth. */
class NamespaceScope {
  readonly #bound = new Map([
    ['xml', 1],
    ['xmlns', 1],
  ]);
  readonly #declared: (readonly string[])[] = [];

  /** The name whose prefix is not bound, or that is no name with one prefix. */
  enter(name: string, attributes: Readonly<Record<string, unknown>>): string | undefined {
    const keys = Object.keys(attributes);
    const declared = keys.filter((key) => key.startsWith('xmlns:')).map((key) => key.slice(6));
    this.#declared.push(declared);
    this.#count(declared, 1);
    return [name, ...keys].find((each) => each.includes(':') && !this.#isBound(each));
  }

  leave(): void {
    this.#count(this.#declared.pop() ?? [], -1);
  }

  #count(prefixes: readonly string[], by: number): void {
    for (const prefix of prefixes) this.#bound.set(prefix, (this.#bound.get(prefix) ?? 0) + by);
  }

  #isBound(name: string): boolean {
    const [prefix = '', local = '', ...more] = name.split(':');
    return local !== '' && more.length === 0 && (this.#bound.get(prefix) ?? 0) > 0;
  }
}

// What a document type declares is not read: then an entity may be one of its own.
function opinionOfMistake(mistake: string, text: string): Opinion {
  if (/undefined entity/i.test(mistake) && /<!ENTITY/.test(text))
    return unscored('The output declares entities of its own, which are not read here');
  return scored(0, `not well-formed at ${mistake}`);
}
