import { describe, expect, it } from 'vitest';

import { splitParagraphs, splitSentences } from './counts.ts';
import { instructions, type InstructionsOptions } from './instructions.ts';

type Checks = InstructionsOptions['checks'];

it.each<[Checks, string, string]>([
  [{ words: { min: 3, max: 4 } }, 'one two three', 'one two'],
  [{ words: 2 }, 'one two', 'one two three'],
  [{ sentences: { max: 2 } }, 'It is 3.5 m, says Dr. Who. Good!', 'One. Two. Three.'],
  [{ paragraphs: 2 }, 'one\n\ntwo', 'one\ntwo'],
  [{ paragraphs: 2 }, 'one\n***\ntwo', 'one'],
  [
    { paragraphFirstWord: { paragraph: 2, word: 'then' } },
    'First.\n\nThen it ends.',
    'First.\n\nIt ends.',
  ],
  [
    { include: ['refund', 'thirty days'] },
    'A Refund within thirty days',
    'refunds within thirty days',
  ],
  [{ exclude: ['sorry'] }, 'All is well', 'Sorry!'],
  [{ wordFrequency: { pawl: { min: 2 } } }, 'A pawl is a pawl.', 'A pawl is pawls.'],
  [{ letterFrequency: { e: { max: 1 } } }, 'One', 'Eerie'],
  [{ letterCase: 'upper' }, 'ALL CAPITALS', 'Not ALL'],
  [{ letterCase: 'lower' }, 'all small', 'Not all'],
  [{ capitalWords: { max: 1 } }, 'The USA', 'The USA and NATO'],
  [{ noCommas: true }, 'no commas here', 'one, two'],
  [{ language: 'de' }, 'Das ist nicht der Weg, den wir gehen.', 'This is not the way to go.'],
  [{ language: 'ja' }, 'これは日本語の文章です。', '这是中文句子。'],
  [{ bullets: 2 }, '- one\n* two', '- one\n- two\n- three'],
  [{ bullets: 1 }, '**bold** start\n- one', 'no bullets'],
  [{ sections: { count: 2, begin: 'SECTION' } }, 'SECTION 1\na\nSection 2\nb', 'SECTION 1\na'],
  [{ sections: { count: { min: 1 } } }, '# One\ntext', 'text'],
  [{ placeholders: { min: 1 } }, 'Dear [name],', 'Dear you,'],
  [{ highlights: { min: 2 } }, '*one* and **two**', '*one* and two'],
  [{ title: true }, '<<A title>>\ntext', '<<>>\ntext'],
  [{ postscript: true }, 'text\nP.S. more', 'text'],
  [{ postscript: 'P.P.S' }, 'text\nP.P.S more', 'text\nP.S. more'],
  [{ jsonOnly: true }, '```json\n{"a": 1}\n```', 'Here: {"a": 1}'],
  [{ quoted: true }, '"All of it"', 'Some "of it"'],
  [{ beginWith: 'Dear' }, 'Dear you', 'Oh dear'],
  [
    { endWith: 'Is there anything else?' },
    'Yes. Is there anything else?',
    'Is there anything else? Yes.',
  ],
  [{ oneOf: ['My answer is yes.', 'My answer is no.'] }, 'My answer is no.', 'Perhaps.'],
  [{ twoAnswers: true }, 'one\n******\ntwo', 'one\n******\none'],
  [{ repeatRequest: true }, 'What is it? It is a catch.', 'It is a catch.'],
  [[{ include: ['a'] }, { include: ['b'] }], 'a b', 'a'],
])('%j', (checks, followed, broken) => {
  const input = 'What is it?';
  expect(instructions({ input, output: followed }, { checks })).toMatchObject({
    kind: 'scored',
    value: 1,
  });
  expect(instructions({ input, output: broken }, { checks })).toMatchObject({
    kind: 'scored',
    value: 0,
  });
});

describe('instructions', () => {
  const checks = { words: { max: 3 }, noCommas: true };

  it('names what was not followed, and gives the share if wanted', () => {
    const output = 'one two three four';
    expect(instructions({ output }, { checks })).toMatchObject({
      value: 0,
      reason: 'words: 4 words, wanted 0 to 3',
    });
    expect(instructions({ output }, { checks, value: 'share' })).toMatchObject({
      value: 0.5,
      metadata: { followed: 1, asked: 2 },
    });
  });

  it('forgives an introduction, a closing line and stars when loose', () => {
    const output = 'Sure, here it is:\none two\nHope that helps, friend!';
    expect(instructions({ output }, { checks })).toMatchObject({ value: 0 });
    expect(instructions({ output }, { checks, loose: true })).toMatchObject({ value: 1 });
  });

  it('never counts an empty output as followed', () => {
    expect(instructions({ output: ' ' }, { checks: { noCommas: true } })).toMatchObject({
      value: 0,
    });
  });

  it('has no opinion where the language cannot be told', () => {
    expect(instructions({ output: '42' }, { checks: { language: 'en' } })).toMatchObject({
      kind: 'unscored',
    });
  });

  it.each([{}, { wrods: 3 }, { words: -1 }, { words: {} }, { language: 'xx' }])(
    'refuses the checks %j',
    (wrong) => {
      expect(instructions.options.safeParse({ checks: wrong }).success).toBe(false);
    },
  );

  it('takes the checks themselves as its short form', () => {
    expect(instructions.short?.({ words: 3 })).toEqual({ checks: [{ words: 3 }] });
  });
});

it('splits sentences and paragraphs', () => {
  expect(
    splitSentences('Mr. A. Smith left. “Why?” she asked.\n\nNobody knew… 好。再见！'),
  ).toHaveLength(6);
  expect(splitParagraphs('a\n \n\n b\nc')).toHaveLength(2);
});
