import type { EpochMs } from '../../../lambda/time.ts';
import { momentOf } from '../../../monitor/typed-time.ts';
import type { RecordedFlags } from '../../../recording/file/recording-header.ts';
import type { Flags } from '../../../settings/command-line.ts';
import type { OptionName } from '../../../settings/options.ts';
import { isoTime } from '../../../terminal/quantity.ts';

type RecordedName = keyof RecordedFlags;

/** Whether a replay without words needs the flag. Display, account and the replay itself are up to the replay. */
const IS_RECORDED = {
  profile: false,
  region: false,
  'endpoint-url': false,
  since: true,
  until: true,
  output: false,
  'no-follow': false,
  plain: false,
  'no-color': false,
  theme: false,
  glyphs: false,
  record: false,
  config: false,
  help: false,
  version: true,
  // What was streamed was polled as well.
  live: false,
  filter: true,
  request: true,
  include: true,
  exclude: true,
  level: true,
  errors: true,
  'after-context': true,
  'before-context': true,
  context: true,
  regex: true,
  tag: true,
  stack: true,
  only: true,
  within: true,
  all: true,
  // Their answers are part of the recording, and shown unasked.
  cloudtrail: false,
  insights: false,
  seed: false,
  now: false,
  speed: false,
  port: false,
  cast: false,
  empty: false,
  'no-quotas': false,
  join: false,
  last: false,
} as const satisfies Record<RecordedName, true> & Record<Exclude<OptionName, RecordedName>, false>;

const NAMES = (Object.keys(IS_RECORDED) as OptionName[]).filter((name) => IS_RECORDED[name]);

/** The flags with which a replay shows what was shown at `nowMs`. */
export function recordedFlags(flags: Flags, nowMs: EpochMs): RecordedFlags {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const typed = flags[name];
      return typed === undefined ? [] : [[name, isMoment(name) ? momentText(typed, nowMs) : typed]];
    }),
  );
}

function isMoment(name: OptionName): boolean {
  return name === 'since' || name === 'until';
}

/** In full. A text that is no time has been refused before. */
function momentText(typed: Flags[OptionName], nowMs: EpochMs): Flags[OptionName] {
  const atMs = typeof typed === 'string' ? momentOf(typed, nowMs) : null;
  return atMs === null ? typed : isoTime(Math.floor(atMs));
}
