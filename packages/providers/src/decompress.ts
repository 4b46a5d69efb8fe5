import { pipeline, type Readable } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  type ZlibOptions,
} from 'node:zlib';

import { faultOf } from './fault-of.ts';

const options: ZlibOptions = { chunkSize: 64 * 1024 };

/** The bytes of a compressed body, piece by piece: the reader may stop at any of them. */
export function decompress(body: Readable, encoding: string): AsyncIterable<Uint8Array> {
  const inflater = inflaterFor(encoding.trim().toLowerCase());
  pipeline(body, inflater, () => undefined); // errors reach the reader of `inflater`
  return readable(inflater);
}

async function* readable(inflater: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* inflater;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    const cut = error.code === 'Z_BUF_ERROR' || error.code === 'ERR__ERROR_FORMAT_PADDING_1';
    throw faultOf(
      cut ? 'truncated' : 'bad-response',
      `The body cannot be unpacked (${error.code})`,
    );
  }
}

function isZlibError(error: unknown): error is Error & { readonly code: string } {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(?:Z_|ERR_(?:_|ZSTD|BROTLI))/.test(String(error.code));
}

function inflaterFor(encoding: string): ReturnType<typeof createGunzip> {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(options);
    case 'deflate':
      return createInflate(options);
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw faultOf('bad-response', `The body is packed in an unknown way: ${encoding}`);
  }
}
