import type { EpochMs } from '../../lambda/time.ts';
import { momentOf } from '../../monitor/typed-time.ts';
import type { RecordedFlags } from '../../recording/recording-header.ts';
import type { Flags } from '../../settings/command-line.ts';
import { isoTime } from '../../terminal/quantity.ts';

type Moment = 'since' | 'until';

/** Display and account are up to the replay. */
const CHOOSING: readonly Exclude<keyof RecordedFlags, Moment>[] = [
  'regex',
  'tag',
  'stack',
  'version',
  'filter',
  'include',
  'exclude',
  'level',
  'errors',
  'request',
  'after-context',
  'before-context',
  'context',
  'all',
  'only',
  'within',
];
const MOMENTS: readonly Moment[] = ['since', 'until'];

/** The flags with which a replay shows what was shown at `nowMs`. */
export function recordedFlags(flags: Flags, nowMs: EpochMs): RecordedFlags {
  const chosen = CHOOSING.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]]));
  const moments = MOMENTS.flatMap((name) => {
    const typed = flags[name];
    const atMs = typeof typed === 'string' ? momentOf(typed, nowMs) : null;
    return atMs === null ? [] : [[name, isoTime(Math.floor(atMs))]];
  });
  return Object.fromEntries([...chosen, ...moments]);
}
