import { expect, test } from 'vitest';

import { widthOf } from './width.ts';

// Columns as string-width 9.0.0 counts them: its rules are those of iTerm, Ghostty and kitty.
test.each([
  ['plain', 5],
  ['café — ●━━ ✓', 12],
  ['cafe\u{301}', 4],
  ['日本', 4],
  ['ｶﾞ', 2],
  ['\u{1112}\u{1161}\u{11ab}', 2],
  ['👍🏽', 2],
  ['👨‍👩‍👧', 2],
  ['🇨🇭', 2],
  ['1\u{fe0f}\u{20e3}', 2],
  ['⌚\u{fe0e}', 1],
  ['a\u{200b}b\u{ad}', 2],
  ['\u{200d}', 0],
  ['\u{d800}', 1],
  ['กำ', 2],
])('%j takes %i columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});
