/** Response headers by lower-case name. */
export type HeaderMap = Readonly<Record<string, string | undefined>>;

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const decimal = /^\d+(?:\.\d+)?$/;

/**
 * Milliseconds that the provider asks us to wait; left out where it says nothing usable.
 * A date is held against the server's own `date`, because local clocks are wrong.
 */
export function readRetryAfter(headers: HeaderMap, now: Date): number | undefined {
  const milliseconds = readDecimal(headers['retry-after-ms']);
  if (milliseconds !== undefined) return Math.ceil(milliseconds);
  const seconds = readDecimal(headers['retry-after']);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  const until = readDate(headers['retry-after']);
  if (until === undefined) return undefined;
  const wait = until - (readDate(headers['date']) ?? now.getTime());
  return wait > 0 ? wait : undefined;
}

function readDecimal(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (!decimal.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return value * 1000 <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

function readDate(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (!httpDate.test(trimmed)) return undefined;
  const time = Date.parse(trimmed);
  return Number.isNaN(time) ? undefined : time;
}
