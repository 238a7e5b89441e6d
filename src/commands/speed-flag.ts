import type { SettingsComplaint } from '../settings/settings.ts';

/** What `--speed` says: account seconds in a second; 1 where it says nothing. */
export function speedFlag(flag: string | true | undefined): number | SettingsComplaint {
  const speed = Number(flag ?? 1);
  return speed > 0 && speed <= 10_000
    ? speed
    : { complaint: '--speed takes a number above 0, at most 10000' };
}
