import { expect, test } from 'vitest';

import { loadFolder, saidAbout } from '../test-world/load-folder.ts';
import { smallProject } from '../test-world/project-folder.ts';

const set = (more: string): Record<string, string> => ({
  'evals/demo/set.yaml': `name: demo\nversion: 1.0.0\nowner: "@team"\n${more}`,
});

test('two sets of one name, and an id that stands in two files, name both places', async () => {
  const said = await saidAbout({
    'evals/other/set.yaml': smallProject['evals/demo/set.yaml'] ?? '',
    'evals/other/cases.yaml': '- { id: b, input: x }\n',
    'evals/other/cases/more.csv': 'id,input\nb,y\n',
  });
  expect(said).toMatchInlineSnapshot(`
    "
    2 mistakes in 2 files: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/other/cases/more.csv:2:1  Duplicate case id "b": it stands already at evals/other/cases.yaml:1:3
        Give one of the two cases another id.
    evals/other/set.yaml:1:7  Duplicate set "demo": it stands already at evals/demo/set.yaml:1:7
        Give one of the two sets another name.
    "
  `);
});

test('cases come from JSONL, JSON, YAML and CSV, in the order of their files', async () => {
  const { sets } = await loadFolder({
    'evals/demo/cases/1.json': '{"cases": [{"id": "b", "input": {"q": 1}}]}',
    'evals/demo/cases/2.yaml': 'id: c\ninput: no\n',
    'evals/demo/cases/3.csv':
      '\u{FEFF}id,input.question,input.lang,expected,tags,critical,trials,metadata.n\r\nd,"He said ""hi"",\r\ntwice",en,ok,eu;refund ,TRUE,3,\r\n\r\ne,q,de,,,,,7\r\n',
    'evals/demo/cases/4.yaml': '- { id: f, input: [1, null] }\n- { id: g, input: { a: b } }\n',
  });
  expect(sets[0]?.cases.map(({ id, input }) => [id, input])).toEqual([
    ['a', 'say x'],
    ['b', { q: 1 }],
    ['c', 'no'],
    ['d', { question: 'He said "hi",\r\ntwice', lang: 'en' }],
    ['e', { question: 'q', lang: 'de' }],
    ['f', [1, null]],
    ['g', { a: 'b' }],
  ]);
  expect(sets[0]?.cases[3]).toMatchObject({
    expected: 'ok',
    tags: ['eu', 'refund'],
    critical: true,
    trials: 3,
    place: { line: 2 },
  });
  expect(sets[0]?.cases[4]).toMatchObject({
    tags: [],
    critical: false,
    metadata: { n: '7' },
    place: { line: 5 },
  });
});

test('mapped fields lead into rows of other shapes, and a numbered id becomes a text', async () => {
  const { sets } = await loadFolder({
    ...set(
      'fields: { id: meta.no, input: question, expected: answers.0, metadata.topic: meta.topic }\n',
    ),
    'evals/demo/cases.jsonl':
      '{"question":"q","answers":["a","b"],"meta":{"no":7,"topic":"x"},"other":1}\n',
  });
  expect(sets[0]?.cases).toMatchObject([
    { id: '7', input: 'q', expected: 'a', metadata: { topic: 'x' } },
  ]);
  const said = await saidAbout({
    ...set('fields: { id: key, input: question }\n'),
    'evals/demo/cases.jsonl': '{"key":"a","qestion":"q"}\n{"key": true,"question":"q"}\n',
  });
  expect(said).toMatchInlineSnapshot(`
    "
    2 mistakes in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/cases.jsonl:1:1  Case "a": input is missing
        Add \`input\`: What the target is asked: any JSON value.
    evals/demo/cases.jsonl:2:9  Case: id: expected a text, not true
        Put it in quotes: "true".
    "
  `);
});

test('mapped CSV columns are lists, counts and truth values where the case has them', async () => {
  const { sets } = await loadFolder({
    ...set('cases: [c.csv]\nfields: { id: key, input: question, tags: labels, critical: must }\n'),
    'evals/demo/c.csv': 'key,question,labels,must,source\n1,q,a;b,true,book\n',
  });
  expect(sets[0]?.cases).toMatchObject([{ id: '1', input: 'q', tags: ['a', 'b'], critical: true }]);
});

test('lines of a CSV file may end in more than one way, and each is still a record', async () => {
  const { sets } = await loadFolder({
    ...set('cases: [c.csv]\n'),
    'evals/demo/c.csv': 'id,input\r\na,x\nb,y\r\nc,"1\r\n2"\n\nd,z\r\n',
  });
  expect(sets[0]?.cases.map(({ id, input, place }) => [id, input, place.line])).toEqual([
    ['a', 'x', 2],
    ['b', 'y', 3],
    ['c', '1\r\n2', 4],
    ['d', 'z', 7],
  ]);
});

test('slips in CSV files are named with their line and column', async () => {
  const csv = (text: string | Uint8Array): Promise<string> =>
    saidAbout({ ...set('cases: [c.csv]\n'), 'evals/demo/c.csv': text });
  expect(await csv('id,input\n1,a,b\n"2\n3",c\n4\n')).toMatchInlineSnapshot(`
    "
    3 mistakes in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:2:1  The record has 3 fields, the header names 2
        Put a field that holds a comma in double quotes.
    evals/demo/c.csv:3:1  Case "2\\n3": id: expected an id without line breaks and without blanks at its ends, not "2\\n3"
    evals/demo/c.csv:5:1  The record has 1 field, the header names 2
        Put a field that holds a comma in double quotes.
    "
  `);
  expect(await csv('id;input\n1;a\n')).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:1:1  The header is separated by semicolons, not by commas
        Save the file as comma-separated values.
    "
  `);
  expect(await csv('id,id,,input,input.x,__proto__.y\n')).toMatchInlineSnapshot(`
    "
    4 mistakes in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:1:4  Column 2 of the header: duplicate name "id"
        Rename one.
    evals/demo/c.csv:1:7  Column 3 of the header has no name
        Name it, or remove it.
    evals/demo/c.csv:1:14  Column 5 of the header: input.x cannot stand beside input
        Keep one of them.
    evals/demo/c.csv:1:22  Column 6 of the header: the name "__proto__" is not allowed
        Rename it.
    "
  `);
  expect(await csv('id,input,trials,critcal\n1,a,two,yes\n')).toMatchInlineSnapshot(`
    "
    2 mistakes in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:1:17  Column "critcal" is not a field of a case
        Did you mean \`critical\`?
    evals/demo/c.csv:2:5  Case "1": trials: expected a whole number from 1, not "two"
    "
  `);
  expect(await csv('id,input\n1,"open\n')).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:2:1  A quoted field is never closed
        Add the missing double quote.
    "
  `);
  expect(await csv('id,input\n1,say "hi"\n')).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:2:7  A double quote in the middle of a field
        Put the whole field in double quotes, and double those inside: "He said ""hi""".
    "
  `);
  expect(await csv('id,input\n1,"a"b\n')).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:2:6  Text after the closing quote of a field
        Double the quotes inside a quoted field: "He said ""hi""".
    "
  `);
  expect(await csv(Buffer.from('id,input\n1,caf\xe9\n', 'latin1'))).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/c.csv:2  The file is not UTF-8
        Save it as UTF-8.
    "
  `);
});

test('a set.yaml that is no text is told, also when it is the only one', async () => {
  const said = await saidAbout({ 'evals/demo/set.yaml': Buffer.from('name: caf\xe9\n', 'latin1') });
  expect(said).toContain('evals/demo/set.yaml:1  The file is not UTF-8');
});

test('files that are not UTF-8 are refused, JSONL with its line', async () => {
  const bytes = Buffer.from('{"id":"a","input":"x"}\n{"id":"b","input":"caf\xe9"}\n', 'latin1');
  expect(await saidAbout({ 'evals/demo/cases.jsonl': bytes })).toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    evals/demo/cases.jsonl:2  The file is not UTF-8
        Save it as UTF-8.
    "
  `);
  expect(await saidAbout({ 'pawl.yaml': Buffer.from('\u{FEFF}targets: {}\n', 'utf16le') }))
    .toMatchInlineSnapshot(`
    "
    1 mistake in 1 file: nothing was run
    Mend them, then check with \`pawl validate\`.
    pawl.yaml:1  The file is UTF-16
        Save it as UTF-8.
    "
  `);
});

test('a file that was named and holds no case is told', async () => {
  const files = { ...set('cases: [c.csv]\n'), 'evals/demo/c.csv': 'id,input\n' };
  expect(await saidAbout(files)).toContain('The set has no cases: none in c.csv in evals/demo');
  expect(await saidAbout(set('cases: []\n'))).toContain('cases: expected at least 1 item\n');
});

test('an id that is taken twice is told together with the other mistakes of its case', async () => {
  const lines = '{"id":"a"}\n{"id":"a","input":"x"}\n{"id":"b","input":1}\n{"id":"b"}\n';
  const said = await saidAbout({ 'evals/demo/cases.jsonl': lines });
  expect(said).toContain(
    'cases.jsonl:2:7  Duplicate case id "a": it stands already at evals/demo/cases.jsonl:1',
  );
  expect(said).toContain(
    'cases.jsonl:4:7  Duplicate case id "b": it stands already at evals/demo/cases.jsonl:3',
  );
  expect(said).toContain('input is missing');
});

test('ids that only their code points tell apart are the same', async () => {
  const lines = '{"id":"caf\u{e9}","input":"x"}\n{"id":"cafe\u{301}","input":"x"}\n';
  expect(await saidAbout({ 'evals/demo/cases.jsonl': lines })).toContain(
    'cases.jsonl:2:7  Duplicate case id',
  );
});

test('a line separator inside a text does not end a JSONL line, and lines longer than a chunk are whole', async () => {
  const long = 'x'.repeat(200_000);
  const { sets } = await loadFolder({
    'evals/demo/cases.jsonl': `{"id":"a","input":"one\u{2028}two"}\r\n\n{"id":"b","input":"${long}é"}`,
  });
  expect(sets[0]?.cases.map(({ input }) => input)).toEqual(['one\u{2028}two', `${long}é`]);
  expect(sets[0]?.cases[1]?.place).toEqual({ file: 'evals/demo/cases.jsonl', line: 3 });
});

test('a disabled case rests until its day is over, then it runs again with a warning', async () => {
  const { sets, warnings } = await loadFolder({
    'evals/demo/cases.yaml':
      '- { id: rests, input: x, disabled: { reason: slow, until: 2026-11-20 } }\n- { id: over, input: x, disabled: { reason: slow, until: 2026-11-19 } }\n',
  });
  expect(sets[0]?.cases.map(({ id, disabled }) => [id, disabled?.reason])).toEqual([
    ['a', undefined],
    ['rests', 'slow'],
    ['over', undefined],
  ]);
  expect(warnings).toMatchObject([{ code: 'runs-again', place: { line: 2 }, severity: 'warning' }]);
});

test('a broken file of 1,000 cases tells twenty mistakes of a kind and how many more', async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `{"id":"c${index}"}\n`).join('');
  const said = await saidAbout({ 'evals/demo/cases.jsonl': lines });
  expect(said).toContain('1000 mistakes in 1 file: nothing was run');
  expect(said).toContain('and 980 more of this kind');
});
