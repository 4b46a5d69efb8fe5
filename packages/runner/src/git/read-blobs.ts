import { spawn } from 'node:child_process';

/** Reads many small blobs with one process; by their ids. Throws when git fails. */
export async function readBlobs(
  cwd: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const child = spawn('git', ['cat-file', '--batch'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${ids.join('\n')}\n`);
  const chunks: Uint8Array[] = [];
  child.stdout.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const code = await ended;
  if (code !== 0) throw new Error(`git cat-file ended with ${code}`);
  return toBlobs(Buffer.concat(chunks));
}

/** Each blob stands as `<id> blob <size>`, a line feed, its bytes, a line feed; others as one line. */
function toBlobs(bytes: Buffer): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\n', at);
    const [id = '', kind, size] = bytes.toString('latin1', at, end).split(' ');
    const length = kind === 'blob' ? Number(size) : undefined;
    if (length !== undefined) blobs.set(id, bytes.subarray(end + 1, end + 1 + length));
    at = length === undefined ? end + 1 : end + length + 2;
  }
  return blobs;
}
