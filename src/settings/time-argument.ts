const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A point in account time from what a person types: `15m` (ago), `02:40` (UTC, the last one before now), or an ISO
 * time. Null when it is none of these.
 */
export function timeFromArgument(text: string, nowMs: number): number | null {
  const ago = /^(\d{1,6})([smhd])$/.exec(text);
  if (ago) return nowMs - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS];

  const timeOfDay = /^([01]?\d|2[0-3]):([0-5]\d)Z?$/.exec(text);
  if (timeOfDay) {
    const midnightMs = Math.floor(nowMs / UNIT_MS.d) * UNIT_MS.d;
    const atMs = midnightMs + Number(timeOfDay[1]) * UNIT_MS.h + Number(timeOfDay[2]) * UNIT_MS.m;
    return atMs <= nowMs ? atMs : atMs - UNIT_MS.d;
  }
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}
