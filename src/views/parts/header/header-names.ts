import type { EpochMs } from '../../../lambda/time.ts';
import { cutName } from '../../../terminal/cut-name.ts';
import type { Line } from '../../../terminal/line.ts';
import { ageText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { Look } from '../look/look.ts';
import { clockTimes, dayText, type Times } from '../look/time-notation.ts';
import { callerName } from './caller-name.ts';
import type { HeaderFacts, Replay, Whereabouts } from './header-facts.ts';

/** This many cells of a longer name are enough to tell accounts apart. */
const ENOUGH_OF_WHO = 12;

/** Who looks at which account, in more and less room. */
export interface HeaderNames {
  /** Longest first. */
  readonly all: readonly Line[];
  /** Worth more than the details of the state. */
  readonly preferred: Line;
  /** What every screen says. */
  readonly least: Line;
}

/** With less and less room: the role goes first, then the program's name, the account, and the end of the name. */
export function headerNames(facts: HeaderFacts, isCompact: boolean, look: Look): HeaderNames {
  const { whereabouts, identity, nowMs } = facts;
  const program: Line = [strong(safe`lmon`, 'focus'), toned('fact', safe`  `)];
  const name = safeText(whereabouts.who);
  const isReplay = whereabouts.replay !== undefined;
  const who: Line = [
    isReplay
      ? strong(replayWord(whereabouts.replay, nowMs, clockTimes({ ...facts, look })), 'warn')
      : strong(name),
    ...recordingMark(whereabouts),
  ];
  const region = toned('dim', safe` ${safeText(whereabouts.region)}`);
  const cut = strong(cutName(name, ENOUGH_OF_WHO, look.glyphs.ellipsis));
  const ends: readonly Line[] = isReplay
    ? [[...program, ...who], who]
    : [[cut, ...recordingMark(whereabouts), region]];
  const inLittleRoom: readonly Line[] = [[...program, ...who, region], [...who, region], ...ends];
  const least = ends.at(-1) ?? who;
  if (isCompact || identity === null) return { all: inLittleRoom, preferred: [...who, region], least };
  const role = identity.arn === null ? null : callerName(identity.arn);
  const expiry = identity.expiresMs === null ? safe`` : safe` ${ageText(identity.expiresMs - nowMs)}`;
  const account = toned('dim', safe` ${safeText(identity.accountId)}`);
  const whole: Line = [...program, ...who, account, region];
  return {
    all: [
      [...whole, toned('dim', role === null ? safe`` : safe`  ${safeText(role)}${expiry}`)],
      whole,
      [...who, account, region],
      ...inLittleRoom,
    ],
    preferred: whole,
    least,
  };
}

function recordingMark({ isRecording }: Whereabouts): Line {
  if (isRecording === undefined) return [];
  return [isRecording() ? toned('dim', safe` REC`) : strong(safe` REC broken off`, 'warn')];
}

function replayWord({ endMs, speed, isPaused }: Replay, nowMs: EpochMs, times: Times): SafeText {
  const day = safe`REPLAY ${dayText(nowMs, times)}`;
  if (nowMs >= endMs) return safe`${day}, its end`;
  if (isPaused()) return safe`${day}, paused`;
  return speed() === 1 ? day : safe`${day}, ${speed()}x`;
}
