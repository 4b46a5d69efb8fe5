import { expect, test } from 'vitest';

import { bumpMinor } from './bump-version.ts';

const set = (version: string): string =>
  `# Ours.\nname: x\nversion: ${version} # semantic\nowner: "@a"\n`;

test.each([
  ['2.1.3', '2.2.0'],
  ['"2.1.3"', '"2.2.0"'],
  ['2', '2.1.0'],
])('version %s becomes %s, and nothing else changes', (before, after) => {
  expect(bumpMinor(set(before), 'set.yaml')?.text).toBe(set(after));
});

test('a version that has grown since the base grows no further', () => {
  expect(bumpMinor(set('2.2.0'), 'set.yaml', set('2.1.3'))?.after).toBe('2.2.0');
  expect(bumpMinor(set('2.1.4'), 'set.yaml', set('2.1.3'))?.after).toBe('2.2.0');
});

test('a file without a version is left alone', () => {
  expect(bumpMinor('name: x\n', 'set.yaml')).toBeUndefined();
});
