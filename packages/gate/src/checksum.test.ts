import { expect, test } from 'vitest';

import { checksum } from './checksum.ts';
import { fingerprintOf } from './fingerprint.ts';

test('fingerprints that stand in waiver files never change', () => {
  const place = { set: 'support', target: 'bot', scorer: 'right' };
  expect(fingerprintOf({ ...place, lostCases: ['a', 'b'] })).toMatchInlineSnapshot(
    `"c445bfecc6f54393"`,
  );
  expect(checksum('')).toMatchInlineSnapshot(`"5db4a5015167b058"`);
});
