const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const ISO_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

const TIME_OF_DAY = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?Z?$/;

/** Whether it is a time without a date, such as `02:40`. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text);
}

/**
 * A point in account time from typed text: `15m` or `1h30m` (ago), `02:40` or `02:40:30` (the last one before now), or an ISO
 * time. UTC unless the text says otherwise. Null for anything else.
 */
export function momentOf(text: string, nowMs: number): number | null {
  const agoMs = spanOf(text);
  if (agoMs !== null) return Math.max(0, nowMs - agoMs);

  const timeOfDay = TIME_OF_DAY.exec(text);
  if (timeOfDay) {
    const midnightMs = Math.floor(nowMs / UNIT_MS.d) * UNIT_MS.d;
    const [, hours, minutes, seconds = 0] = timeOfDay;
    const atMs =
      midnightMs + Number(hours) * UNIT_MS.h + Number(minutes) * UNIT_MS.m + Number(seconds) * UNIT_MS.s;
    return atMs <= nowMs ? atMs : atMs - UNIT_MS.d;
  }
  return isoTime(text);
}

const SPAN = /^(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** A duration from typed text, such as `90s`, `10m`, `1h30m` or `2d`, in milliseconds; null for anything else. */
export function spanOf(text: string): number | null {
  const parts = SPAN.exec(text);
  if (parts === null) return null;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return (
    Number(days) * UNIT_MS.d +
    Number(hours) * UNIT_MS.h +
    Number(minutes) * UNIT_MS.m +
    Number(seconds) * UNIT_MS.s
  );
}

function isoTime(text: string): number | null {
  const [, date, timeOfDay = '00:00', zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return null;
  const atMs = Date.parse(`${date}T${timeOfDay}${zone}`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** JavaScript takes February 30 for March 2. */
function isDate(date: string): boolean {
  const atMs = Date.parse(date);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}
