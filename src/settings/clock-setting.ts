import { type ClockSetting, REAL_TIME } from '../monitor/clock.ts';

/** `LMON_CLOCK` sets account time: `<ISO time at anchor>@<wall epoch ms at anchor>x<speed>`. */
export function clockSettingText({ anchorMs, wallStartMs, speed }: ClockSetting): string {
  return `${new Date(anchorMs).toISOString()}@${wallStartMs}x${speed}`;
}

/** Three hours in a tenth of a second. At greater speeds no wait would last, and calls would never pause. */
export const GREATEST_SPEED = 100_000;

/** Null for unreadable text; real time without any. */
export function clockSettingFrom(text: string | undefined): ClockSetting | null {
  if (text === undefined || text === '') return REAL_TIME;
  const match = /^(.+)@(\d+)x(\d+(?:\.\d+)?(?:e-\d+)?)$/.exec(text);
  if (!match) return null;
  const anchorMs = Date.parse(match[1] ?? '');
  const wallStartMs = Number(match[2]);
  const speed = Number(match[3]);
  if (Number.isNaN(anchorMs) || !Number.isSafeInteger(wallStartMs)) return null;
  return speed > 0 && speed <= GREATEST_SPEED ? { anchorMs, wallStartMs, speed } : null;
}
