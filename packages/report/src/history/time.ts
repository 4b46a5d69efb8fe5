const days = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Milliseconds of an ISO date or date-time in UTC since the year 0; NaN is never returned: an unreadable one is 0. */
export function momentOf(iso: string): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?/u.exec(iso) ?? [];
  if (year === undefined) return 0;
  const whole = dayNumber(Number(year), Number(month), Number(day));
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return (whole * 86_400 + time) * 1000 + Number(fraction.padEnd(3, '0'));
}

function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return year * 365 + leaps + (days[month - 1] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day;
}

/** Whole days from one ISO moment to another; negative when it lies before. */
export function daysFrom(from: string, to: string): number {
  return Math.floor((momentOf(to) - momentOf(from)) / 86_400_000);
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A day for people: `20 Nov 2026`. */
export function dayText(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/u.exec(iso) ?? [];
  if (day === undefined) return 'unknown day';
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

/** A moment for people: `20 Nov 2026, 11:41`. */
export function momentText(iso: string): string {
  const time = /T(\d\d:\d\d)/u.exec(iso)?.[1];
  return time === undefined ? dayText(iso) : `${dayText(iso)}, ${time}`;
}

/** The day of a moment as `YYYY-MM-DD`: the reverse of `momentOf`. */
export function isoDay(moment: number): string {
  const wanted = Math.floor(moment / 86_400_000);
  let year = Math.floor(wanted / 365.2425);
  while (dayNumber(year + 1, 1, 1) <= wanted) year += 1;
  while (dayNumber(year, 1, 1) > wanted) year -= 1;
  let month = 12;
  while (dayNumber(year, month, 1) > wanted) month -= 1;
  const day = wanted - dayNumber(year, month, 1) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
