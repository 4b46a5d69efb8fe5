import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { encodeTexts } from './encode-texts.ts';

test('the parts are the bytes of the texts, whatever the room and wherever a letter is cut', () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }));
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 64 }), (given, size) => {
      const parts = Array.from(encodeTexts(given, new Uint8Array(size)), (part) =>
        Buffer.from(part),
      );
      expect(Buffer.concat(parts)).toEqual(Buffer.concat(given.map((one) => Buffer.from(one))));
      expect(parts.every((part) => part.length > 0 && part.length <= size)).toBe(true);
    }),
  );
});
