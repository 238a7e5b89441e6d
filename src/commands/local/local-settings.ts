import { type CastName, isCastName } from '../../local/world/cast/cast-name.ts';
import type { ClockSetting } from '../../monitor/clock.ts';
import { momentOf } from '../../monitor/typed-time.ts';
import type { Flags } from '../../settings/command-line.ts';
import type { SettingsComplaint } from '../../settings/settings.ts';
import { speedFlag } from '../../settings/speed-flag.ts';

export interface LocalSettings {
  readonly seed: number;
  readonly clock: ClockSetting;
  /** Null leaves the choice to the caller. */
  readonly port: number | null;
  readonly cast: CastName;
  readonly quotas: boolean;
}

/** The flags of `lmon local`. */
export function localSettings(flags: Flags, wallNowMs: number): LocalSettings | SettingsComplaint {
  const seed = wholeNumber(flags.seed, 1);
  const port = flags.port === undefined ? null : portOf(flags.port);
  const speed = speedFlag(flags.speed);
  const cast = castOf(flags);
  const anchorMs = typeof flags.now === 'string' ? momentOf(flags.now, wallNowMs) : wallNowMs;
  if (seed === null) return { complaint: '--seed takes a whole number' };
  if (typeof port === 'object' && port !== null) return port;
  if (typeof speed !== 'number') return speed;
  if (anchorMs === null)
    return { complaint: `--now ${flags.now} is not a time: 15m, 02:40 or 2026-11-24T03:12:10Z` };
  if (cast === null) return { complaint: '--cast takes demo or limits, and not beside --empty' };
  return {
    seed,
    port,
    clock: { anchorMs, wallStartMs: wallNowMs, speed },
    cast,
    quotas: !flags['no-quotas'],
  };
}

/** The port that a flag names. */
export function portOf(flag: string | true): number | SettingsComplaint {
  const port = wholeNumber(flag, 0);
  return port === null || port > 65_535 ? { complaint: '--port takes a number up to 65535' } : port;
}

function castOf({ cast, empty }: Flags): CastName | null {
  if (cast === undefined) return empty ? 'empty' : 'demo';
  return typeof cast === 'string' && isCastName(cast) && !empty ? cast : null;
}

function wholeNumber(flag: string | true | undefined, fallback: number): number | null {
  if (flag === undefined) return fallback;
  return typeof flag === 'string' && /^\d{1,9}$/.test(flag) ? Number(flag) : null;
}
