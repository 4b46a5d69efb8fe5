import { loadNamedScorers } from '@pawl/core';
import { expect, test } from 'vitest';

import { catalog, makeScorer } from './by-name.ts';

const scoreAsXml = () => {
  const xml = catalog.get('xml');
  if (xml === undefined) throw new Error('There is no scorer xml');
  return makeScorer({ name: 'xml', options: {} }, xml, {})({ input: '', output: { text: '<a/>' } });
};

test('a scorer has its library once it was named, also inside another, and says so before', async () => {
  expect(await scoreAsXml()).toEqual([
    {
      kind: 'unscored',
      scorer: 'xml',
      reason: 'The scorer threw: The library of this scorer is not loaded: await its `load` first',
    },
  ]);
  await loadNamedScorers([{ type: 'all-of', scorers: ['equals', { not: 'xml' }] }], catalog);
  expect(await scoreAsXml()).toEqual([{ kind: 'scored', scorer: 'xml', value: 1 }]);
});
