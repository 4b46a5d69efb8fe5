/** A count with its thousands separated: `1,319`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A count with its noun: `1 case`, `212 cases`. */
export function counted(value: number, noun: string): string {
  if (value === 1) return `1 ${noun}`;
  return `${count(value)} ${noun.endsWith('s') ? `${noun}es` : `${noun}s`}`;
}

/** A share of the scale as percent: `56.3 %`. */
export function percent(share: number): string {
  return `${tenths(share)} %`;
}

/** A share as a bare number of points: `5.2`; whole points without a decimal: `2`. */
export function points(share: number): string {
  const text = tenths(share);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

/** An interval of shares in points, each end with its decimal: `19.5–24.0`. */
export function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${tenths(low)}–${tenths(high)}`;
}

/** A difference in points with its sign: `−5.2`, `+3.1`, `0.0`. */
export function signedPoints(share: number): string {
  const text = tenths(Math.abs(share));
  if (text === '0.0') return text;
  return share < 0 ? `−${text}` : `+${text}`;
}

function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1).replace('-', '−');
}

/** US dollars: `$12.40`, `$0.0042`. */
export function usd(value: number): string {
  if (value === 0) return '$0';
  const magnitude = Math.abs(value);
  if (magnitude >= 0.095) return `$${value.toFixed(2)}`;
  return magnitude < 0.000_05 ? '<$0.0001' : `$${value.toFixed(4)}`;
}

/** A duration in the unit that fits it: `85 ms`, `2.1 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A p-value: `p = .003`, `p < .001`. */
export function pValue(value: number): string {
  if (value < 0.001) return 'p < .001';
  const text = value.toFixed(3);
  return `p = ${text.startsWith('0') ? text.slice(1) : text}`;
}
