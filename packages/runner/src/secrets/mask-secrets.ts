/** Takes secrets out of every string of a value; a value without any is given back as it is. */
export type MaskSecrets = <T>(value: T) => T;

const shortest = 6;
const shown = '[secret]';

/** Where there is no secret to take out. */
export const maskNothing: MaskSecrets = (value) => value;

/** A function that takes these secrets out of a value: raw and in URL, JSON, hexadecimal and base64 form. */
export function maskSecrets(values: Iterable<string>): MaskSecrets {
  const forms = new Set(
    [...values].filter((value) => value.trim().length >= shortest).flatMap(formsOf),
  );
  if (forms.size === 0) return maskNothing;
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (value) => maskValue(value, (text) => text.replaceAll(pattern, shown));
}

/** Rebuilds only what holds a secret. The shape of a value never changes, so its type does not either. */
function maskValue<T>(value: T, maskText: (text: string) => string): T;
function maskValue(value: unknown, maskText: (text: string) => string): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const masked = value.map((item: unknown) => maskValue(item, maskText));
    return masked.some((item, index) => item !== value[index]) ? masked : value;
  }
  return maskObject(value, maskText);
}

function maskObject(value: object, maskText: (text: string) => string): object {
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => ({
    item,
    key,
    maskedKey: maskText(key),
    maskedItem: maskValue(item, maskText),
  }));
  const holds = entries.some(
    ({ item, key, maskedKey, maskedItem }) => maskedKey !== key || maskedItem !== item,
  );
  if (!holds) return value;
  return Object.fromEntries(entries.map(({ maskedKey, maskedItem }) => [maskedKey, maskedItem]));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Every form in which a secret is known to turn up. */
function formsOf(secret: string): string[] {
  const url = encodeURIComponent(secret.toWellFormed());
  const json = JSON.stringify(secret).slice(1, -1);
  const hex = Buffer.from(secret).toString('hex');
  return [
    secret,
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    json,
    JSON.stringify(json).slice(1, -1),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64At(secret, offset)),
  ];
}

/** The characters of base64 that are the secret's alone when `offset` bytes (mod 3) stand before it. */
function base64At(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  return (['base64', 'base64url'] as const).map((form) => bytes.toString(form).slice(from, to));
}
