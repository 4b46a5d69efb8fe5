import * as fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';

import { wordDiff } from './word-diff.ts';

const render = (before: string, after: string): string =>
  renderToString(h('p', null, wordDiff(before, after) ?? 'different'));

test('neighbouring edits are read as one', () => {
  expect(
    render('It must be asked before you travel.', 'It can also be asked within 90 days.'),
  ).toBe(
    '<p>It <del>must </del> <ins>can also </ins>be asked <del>before you travel</del> <ins>within 90 days</ins>.</p>',
  );
});

test('what is kept and what was taken out make the old text, with what came the new one', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'the', 'fare', '.', '\n'), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(words, words, (left, right) => {
      const [before, after] = [left.join(' '), right.join(' ')];
      const html = render(before, after).replaceAll('</del> <ins>', '</del><ins>');
      const without = (tag: string) =>
        html.replaceAll(new RegExp(`<${tag}>[^<]*</${tag}>`, 'gu'), '').replaceAll(/<[^>]*>/gu, '');
      expect([without('ins'), without('del')]).toEqual([before, after]);
    }),
  );
});

test('texts without anything in common are not diffed', () => {
  const words = (start: string) =>
    Array.from({ length: 600 }, (_, at) => `${start}${at}`).join(' ');
  expect(wordDiff(words('a'), words('b'))).toBeUndefined();
});
