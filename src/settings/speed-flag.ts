import type { SettingsComplaint } from './settings.ts';

/** The value of `--speed`: account seconds in a second; 1 by default. */
export function speedFlag(flag: string | true | undefined): number | SettingsComplaint {
  const speed = Number(flag ?? 1);
  return speed > 0 && speed <= 10_000
    ? speed
    : { complaint: '--speed takes a number above 0, at most 10000' };
}
