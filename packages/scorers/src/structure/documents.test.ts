import { describe, expect, it } from 'vitest';

import { html, markdown, sql, xml, type MarkdownOptions } from '../index.ts';

describe('xml', () => {
  it.each([
    ['<a><b/></a>', {}, 1],
    ['```xml\n<a/>\n```', { root: 'a' }, 1],
    ['<a/>', { root: 'b' }, 0],
    ['<a><b></a>', {}, 0],
    ['<a/><b/>', {}, 0],
    ['plain', {}, 0],
  ])('%j under %j gives %d', (output, options, value) => {
    expect(xml({ output }, options)).toMatchObject({ kind: 'scored', value });
  });

  it('does not expand entities', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
    expect(xml({ output: bomb }).kind).toMatch(/scored|unscored/);
  });
});

describe('html', () => {
  it.each([
    ['<ul><li>one</li></ul>', { requires: ['li'] }, 1],
    ['<ul><li>one</ul>', {}, 1],
    ['<div><b>one</div>', {}, 0],
    ['<div><b>one</div>', { strict: false }, 1],
    ['<a href="x"class="y">one</a>', {}, 0],
    ['<img src="x"><br>', {}, 1],
    ['<p>x</p><script>1</script>', { forbids: ['script'] }, 0],
    [
      '<!doctype html><html><head><title>x</title></head><body></body></html>',
      { requires: ['body'] },
      1,
    ],
    ['just words', {}, 0],
  ])('%j under %j gives %d', (output, options, value) => {
    expect(html({ output }, options)).toMatchObject({ kind: 'scored', value });
  });
});

describe('markdown', () => {
  const text =
    '# Plan\n\nSee [x](y).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Steps\n\n- one\n  - two\n\n```js\n# no heading\n```';

  it.each<[MarkdownOptions, number]>([
    [{ requires: { heading: 2, table: 1, list: 2, code: 1, link: 1 } }, 1],
    [{ requires: { heading: 3 } }, 0],
    [{ headings: ['Plan', 'Steps'] }, 1],
    [{ headings: ['Steps', 'Plan'] }, 0],
    [{ forbids: ['image', 'html'] }, 1],
    [{ forbids: ['table'] }, 0],
  ])('%j gives %d', (options, value) => {
    expect(markdown({ output: text }, options)).toMatchObject({ kind: 'scored', value });
  });
});

describe('sql', () => {
  const ports = {
    parseSql: (text: string) => (text.startsWith('SELECT') ? undefined : 'syntax error'),
  };

  it('asks the parser of the database', () => {
    expect(sql({ output: '```sql\nSELECT 1\n```' }, {}, ports)).toMatchObject({ value: 1 });
    expect(sql({ output: 'SELEC 1' }, {}, ports)).toMatchObject({
      value: 0,
      reason: 'syntax error in "SELEC 1"',
    });
    expect(sql({ output: 'SELECT 1' })).toMatchObject({ kind: 'unscored' });
  });
});
