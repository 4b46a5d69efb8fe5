import { expect, test } from 'vitest';

import { bumpVersion } from './bump-version.ts';

const set = (version: string): string =>
  `# Ours.\nname: x\nversion: ${version} # semantic\nowner: "@a"\n`;

test.each([
  ['2.1.3', '2.2.0', '2.1.4'],
  ['"2.1.3"', '"2.2.0"', '"2.1.4"'],
  ['2', '2.1.0', '2.0.1'],
])('version %s becomes %s or %s, and nothing else changes', (before, minor, patch) => {
  expect(bumpVersion(set(before), 'set.yaml', { part: 'minor' })?.text).toBe(set(minor));
  expect(bumpVersion(set(before), 'set.yaml', { part: 'patch' })?.text).toBe(set(patch));
});

test('a version that has grown since the base grows no further', () => {
  const after = (version: string, part: 'minor' | 'patch'): string | undefined =>
    bumpVersion(set(version), 'set.yaml', { part, base: set('2.1.3') })?.after;
  expect(after('2.2.0', 'minor')).toBe('2.2.0');
  expect(after('2.1.4', 'minor')).toBe('2.2.0');
  expect(after('2.1.4', 'patch')).toBe('2.1.4');
  expect(after('3.0.0', 'patch')).toBe('3.0.0');
  expect(after('2.1.3', 'patch')).toBe('2.1.4');
});

test('a file without a version is left alone', () => {
  expect(bumpVersion('name: x\n', 'set.yaml', { part: 'minor' })).toBeUndefined();
});
