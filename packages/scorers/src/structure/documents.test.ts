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

  it.each([
    '<a>&foo;</a>',
    '<a/>hello',
    '<a x="<"/>',
    '<a>\u0001</a>',
    '<a><!-- a -- b --></a>',
    '<a>]]></a>',
    '<a>&#0;</a>',
    '<a/><?xml version="1.0"?>',
    ' <?xml version="1.0"?><a/>',
    '<x:a/>',
    '<a><b xmlns:x="urn:x"/><x:b/></a>',
    '<a x:y="1"/>',
    '<a xmlns:x="urn:x"><x:b:c/></a>',
    '<a x="1" x="2"/>',
    '<a>',
    '<!-- only -->',
  ])('knows that %j is not well-formed', (output) => {
    expect(xml({ output })).toMatchObject({ kind: 'scored', value: 0 });
  });

  it.each([
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- plan -->\n<a x="&lt;">&amp;&#65;<![CDATA[<b>]]></a>\n',
    '  <a/>\n',
    '<x:a xmlns:x="urn:x" x:y="1"/>',
    'Here:\n```xml\n<?xml version="1.0"?>\n<a/>\n```',
  ])('knows that %j is', (output) => {
    expect(xml({ output })).toMatchObject({ value: 1 });
  });

  it('reads deep nesting, and expands no entities', () => {
    expect(xml({ output: '<a>'.repeat(27_000) + '</a>'.repeat(27_000) })).toMatchObject({
      value: 1,
    });
    const bomb = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
    expect(xml({ output: bomb })).toMatchObject({ kind: 'unscored' });
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
    ['<p>x</div>', {}, 0],
    ['<p>x</div>', { strict: false }, 1],
    ['<b><i>x</b></i>', {}, 0],
    ['</p>', {}, 0],
    ['<b><i>x</i></b><svg><foreignObject><p>x</p></foreignObject></svg>', {}, 1],
    ['<table><tr><td>x</td></tr></tbody></table>', {}, 1],
    ['<!doctype html><title>x</title><p>x</p></body></html>', {}, 1],
    ['<noscript><script>1</script></noscript>', { forbids: ['script'] }, 0],
    ['<iframe srcdoc="<p>x</p><script>1</script>"></iframe>', { forbids: ['script'] }, 0],
    [
      '<iframe srcdoc=\'<iframe srcdoc="<script>1</script>"></iframe>\'></iframe>',
      { forbids: ['script'] },
      0,
    ],
    ['<iframe srcdoc="<p>x</p>"></iframe>', { forbids: ['script'] }, 1],
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

it.each<[MarkdownOptions['forbids'], string, number]>([
  [['html'], 'x <b>y</b>', 0],
  [['html', 'link'], 'x <b>y</b>', 0],
  [['html'], 'x `<b>` y', 1],
])('markdown that forbids %j finds it within %j', (forbids, output, value) => {
  expect(markdown({ output }, { forbids: forbids ?? [] })).toMatchObject({ value });
});

it('markdown is asked for something', () => {
  expect(markdown.options.safeParse({}).success).toBe(false);
  expect(markdown.options.safeParse({ forbids: [] }).success).toBe(false);
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
