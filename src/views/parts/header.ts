import type { EpochMs } from '../../lambda/time.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import type { Identity } from '../../monitor/sources.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, firstThatFits, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { ageText, dollarsText, localMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { callerName } from './caller-name.ts';
import type { Look } from './look.ts';
import { clockTimes, dayText, momentText, notationName, secondText, type Times } from './time-notation.ts';

/** The identity and account, as far as known before AWS has answered. */
export interface Whereabouts {
  /** The profile name, or a substitute. */
  readonly who: string;
  readonly region: string;
  /** Minutes east of UTC of the user's clock. */
  readonly localOffsetMinutes: number;
  /** Whether a requested recording is still running; absent without one. */
  readonly isRecording?: () => boolean;
  /** Set when a recording is played instead of an account. */
  readonly replay?: Replay;
}

/** A recording being played. */
export interface Replay {
  /** The end of the recording. */
  readonly endMs: EpochMs;
  /** Account seconds in a second. */
  readonly speed: number;
}

export interface HeaderFacts {
  readonly whereabouts: Whereabouts;
  readonly identity: Identity | null;
  readonly state: HeaderState;
  readonly nowMs: EpochMs;
  /** Null where calls are not counted: then nothing is shown, rather than 0. */
  readonly api: OwnCalls | null;
}

interface OwnCalls extends Pick<ApiLedgerSnapshot, 'isPaceSettling' | 'recentFailures'> {
  /** Null where there is no room for it. */
  readonly dollarsPerHour: number | null;
}

export interface HeaderState {
  readonly word: SafeText;
  readonly tone: 'good' | 'warn' | 'dim';
  /** Details of the state: up to which minute, since when, why. */
  readonly note: SafeText;
  /** The same for the narrowest screens, where it would leave no room for the identity. */
  readonly briefNote?: SafeText;
  /** Current trouble. It appears to the left of the state, where nothing has to make room for it. */
  readonly trouble?: Trouble;
}

export interface Trouble {
  readonly kind: SafeText;
  /** Dropped on narrow screens. */
  readonly detail: SafeText;
}

/** On the narrowest screens the Region needs the room. */
const WIDTH_FOR_LOCAL_TIME = 78;

/** This many cells of a longer name are enough to tell accounts apart. */
const ENOUGH_OF_WHO = 12;

/** Identity and Region, LIVE or STALE with its minute, the clock, the cost, and lmon's own errors. */
export function headerLine(facts: HeaderFacts, width: number, isCompact: boolean, look: Look): Line {
  const names = whoAndWhere(facts, isCompact, look);
  const showsLocalTime = width >= WIDTH_FOR_LOCAL_TIME;
  const ways = saidInLessRoom(facts).map((each) => ({
    says: stateAndClock(each, isCompact, showsLocalTime, look),
    // Details of the trouble go before any name, everything else before the Region.
    names: each === facts ? names.preferred : names.least,
  }));
  const roomBeside = (says: Line) => width - lineWidth(says) - 1;
  const fits = ways.find((way) => lineWidth(way.names) <= roomBeside(way.says)) ?? ways.at(-1);
  const state = fits?.says ?? [];
  return leftRight(firstThatFits(names.all, roomBeside(state)), state, width, look.glyphs.ellipsis);
}

interface Said extends HeaderFacts {
  /** Set where there is no room for the clock, nor to keep each thing in its place. */
  readonly isShortest?: true;
}

/** The identity matters more than when AWS is asked again, than the cost, the clock, and the count of own errors. */
function saidInLessRoom(facts: HeaderFacts): readonly Said[] {
  const { state, api } = facts;
  const { briefNote = state.note, trouble } = state;
  const brief: HeaderFacts = {
    ...facts,
    state: {
      ...state,
      note: briefNote,
      ...(trouble === undefined ? {} : { trouble: { ...trouble, detail: safe`` } }),
    },
  };
  const free: HeaderFacts = { ...brief, api: api === null ? null : { ...api, dollarsPerHour: null } };
  return [facts, brief, free, { ...free, isShortest: true }, { ...free, api: null, isShortest: true }];
}

interface Names {
  /** Longest first. */
  readonly all: readonly Line[];
  /** Worth more than the details of the state. */
  readonly preferred: Line;
  /** What every screen says. */
  readonly least: Line;
}

/** With less and less room: the role goes first, then the program's name, the account, and the end of the name. */
function whoAndWhere(facts: HeaderFacts, isCompact: boolean, look: Look): Names {
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

function stateAndClock(facts: Said, isCompact: boolean, showsLocalTime: boolean, look: Look): Line {
  const { glyphs } = look;
  const { whereabouts } = facts;
  const state = whereabouts.replay === undefined ? facts.state : replayedState(facts.state);
  const gap = isCompact ? safe`  ` : safe`   `;
  const says: Line = [
    toned(state.tone, glyphs.live),
    toned('fact', safe` `),
    state.tone === 'warn' ? strong(state.word, 'warn') : toned('fact', state.word),
    toned('dim', state.note === '' ? safe`` : safe` ${state.note}`),
  ];
  const clock: Line = [toned('fact', gap), ...clockWords(facts, isCompact, showsLocalTime, look)];
  return [
    ...troubleWords(state, isCompact),
    ...(facts.isShortest === true
      ? says
      : [...cell(says, Math.max(LONGEST_STATE, lineWidth(says))), ...clock]),
    ...ownCalls(whereabouts.replay === undefined ? facts.api : null, isCompact, gap),
  ];
}

/** In UTC with local time beside it; if all times are local, only that. */
function clockWords(
  { nowMs, whereabouts }: HeaderFacts,
  isCompact: boolean,
  showsLocalTime: boolean,
  look: Look,
): Line {
  const times = clockTimes({ look, nowMs, whereabouts });
  const clock = toned('fact', isCompact || look.plain ? momentText(nowMs, times) : secondText(nowMs, times));
  if (times.notation === 'local') return [clock, toned('dim', safe` ${notationName('local')}`)];
  if (!showsLocalTime || whereabouts.localOffsetMinutes === 0) return [clock];
  const local = localMinute(nowMs, whereabouts.localOffsetMinutes);
  return [clock, toned('dim', safe` ${local}${isCompact ? safe`` : safe` local`}`)];
}

function recordingMark({ isRecording }: Whereabouts): Line {
  if (isRecording === undefined) return [];
  return [isRecording() ? toned('dim', safe` REC`) : strong(safe` REC broken off`, 'warn')];
}

function replayWord({ endMs, speed }: Replay, nowMs: EpochMs, times: Times): SafeText {
  const day = safe`REPLAY ${dayText(nowMs, times)}`;
  if (nowMs >= endMs) return safe`${day}, its end`;
  return speed === 1 ? day : safe`${day}, ${speed}x`;
}

/** A recording is never live; every other state applies to it too. */
function replayedState(state: HeaderState): HeaderState {
  return state.tone === 'good' ? { ...state, word: safe`AS IT WAS`, tone: 'warn' } : state;
}

/** `! 12` */
const FAILURES_WIDTH = 4;

/** `TROUBLE to 03:10Z` after its mark: every state gets this much room. */
const LONGEST_STATE = 19;

function troubleWords({ trouble }: HeaderState, isCompact: boolean): Line {
  if (trouble === undefined) return [];
  // Words on its left may come within one blank, and must not be read together with it.
  return [
    toned('warn', safe` ${trouble.kind}`),
    toned('dim', safe`${isCompact ? safe`` : trouble.detail}  `),
  ];
}

/** The cost of this process's calls, over all screens at the pace of the last hour, and its own errors. */
function ownCalls(api: HeaderFacts['api'], isCompact: boolean, gap: SafeText): Line {
  if (api === null) return [];
  const { dollarsPerHour, isPaceSettling, recentFailures } = api;
  // The sign has a place of its own, within the gap where room is scarce: nothing moves when it goes.
  const pace = (perHour: number) =>
    safe`${isCompact ? safe` ` : safe`${gap}API `}${isPaceSettling ? safe`~` : safe` `}${dollarsText(perHour)}/h`;
  return [
    toned('dim', safe`${dollarsPerHour === null ? safe`` : pace(dollarsPerHour)}${gap}`),
    toned(recentFailures === 0 ? 'dim' : 'warn', padStart(safe`! ${recentFailures}`, FAILURES_WIDTH)),
  ];
}

export const STOPPED: HeaderState = { word: safe`STOPPED`, tone: 'warn', note: safe`` };

/** Replaces whatever would be waiting for an answer, while no calls are made. */
export const CALLS_ARE_STOPPED = safe`calls to AWS are stopped; :stop again resumes`;
