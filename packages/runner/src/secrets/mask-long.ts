import { jsonPieces } from '../files/json-pieces.ts';
import { maskNothing, type MaskSecrets } from './mask-secrets.ts';

/** Takes secrets out of a long value; one without any, as nearly all are, is found out by its text, piece by piece. */
export function maskLong<T extends object>(value: T, mask: MaskSecrets): T {
  if (mask === maskNothing) return value;
  for (const piece of jsonPieces(value)) if (mask(piece) !== piece) return mask(value);
  return value;
}
