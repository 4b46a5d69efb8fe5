const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 (ISO 3309) over a text's UTF-16 units, low byte first, as 8 hexadecimal digits: every short error shows. */
export function crc32(text: string): string {
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    sum = (table[(sum ^ unit) & 0xff] ?? 0) ^ (sum >>> 8);
    sum = (table[(sum ^ (unit >>> 8)) & 0xff] ?? 0) ^ (sum >>> 8);
  }
  return (~sum >>> 0).toString(16).padStart(8, '0');
}
