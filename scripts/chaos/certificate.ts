import { generateKeyPairSync, sign } from 'node:crypto';

/** What is wrong with a certificate; each is signed by itself. */
export type CertificateKind = 'self-signed' | 'expired' | 'wrong-host';

/** Makes a key and its certificate, as PEM. They live as long as the process. */
export function makeCertificate(kind: CertificateKind): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    sequence(ecdsaWithSha256),
    commonName('chaos'),
    validity(kind),
    commonName('chaos'),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints, subjectNames(kind))),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(
    body,
    sequence(ecdsaWithSha256),
    tagged(0x03, Buffer.from([0]), signature),
  );
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(whole) };
}

// DER, X.690: tag, length, content
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100
    ? Buffer.from([0x81, length])
    : Buffer.from([0x82, length >> 8, length & 0xff]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]));
}

const ecdsaWithSha256 = Buffer.from('06082a8648ce3d040302', 'hex');
const basicConstraints = sequence(
  Buffer.from('0603551d13', 'hex'),
  tagged(0x04, sequence(Buffer.from('0101ff', 'hex'))),
);

function commonName(name: string): Buffer {
  const pair = sequence(Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from(name)));
  return sequence(tagged(0x31, pair));
}

function validity(kind: CertificateKind): Buffer {
  const until = kind === 'expired' ? '210101000000Z' : '490101000000Z';
  const utcTime = (text: string) => tagged(0x17, Buffer.from(text));
  return sequence(utcTime('200101000000Z'), utcTime(until));
}

function subjectNames(kind: CertificateKind): Buffer {
  const loopback = tagged(0x87, Buffer.from([127, 0, 0, 1]));
  const elsewhere = tagged(0x82, Buffer.from('elsewhere.example'));
  const names = sequence(kind === 'wrong-host' ? elsewhere : loopback);
  return sequence(Buffer.from('0603551d11', 'hex'), tagged(0x04, names));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
