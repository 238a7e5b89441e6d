import { padStart } from '../../../terminal/display-width.ts';
import type { Line, Span } from '../../../terminal/line.ts';
import { cell, firstThatFits, leftRight, lineWidth } from '../../../terminal/line-layout.ts';
import { dollarsText, localMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { Look } from '../look/look.ts';
import { clockTimes, momentText, notationName, secondText } from '../look/time-notation.ts';
import type { HeaderFacts, HeaderState } from './header-facts.ts';
import { headerNames } from './header-names.ts';

/** On the narrowest screens the Region needs the room. */
const WIDTH_FOR_LOCAL_TIME = 78;

/** Between names and state, which would be read as one more name. */
const GAP = 2;

/** Identity and Region, LIVE or STALE with its minute, the clock, the cost, and lmon's own errors. */
export function headerLine(facts: HeaderFacts, width: number, isCompact: boolean, look: Look): Line {
  const names = headerNames(facts, isCompact, look);
  const showsLocalTime = width >= WIDTH_FOR_LOCAL_TIME;
  const ways = saidInLessRoom(facts).map((each) => ({
    says: stateAndClock(each, isCompact, showsLocalTime, look),
    // Details of the trouble go before any name, everything else before the Region.
    names: each === facts ? names.preferred : names.least,
  }));
  const roomBeside = (says: Line) => width - lineWidth(says) - GAP;
  const fits = ways.find((way) => lineWidth(way.names) <= roomBeside(way.says)) ?? ways.at(-1);
  const state = fits?.says ?? [];
  return leftRight(firstThatFits(names.all, roomBeside(state)), state, width, look.glyphs.ellipsis);
}

interface Said extends HeaderFacts {
  /** Set where there is no room for the clock, nor to keep each thing in its place. */
  readonly isShortest?: true;
}

/**
 * The identity matters more than when AWS is asked again, than the cost, the count of own errors, of which trouble tells,
 * and the clock.
 */
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
  const uncounted = { ...free, api: trouble === undefined ? free.api : null };
  return [
    facts,
    brief,
    free,
    uncounted,
    { ...free, isShortest: true },
    { ...free, api: null, isShortest: true },
  ];
}

function stateAndClock(facts: Said, isCompact: boolean, showsLocalTime: boolean, look: Look): Line {
  const { whereabouts } = facts;
  const state = whereabouts.replay === undefined ? facts.state : replayedState(facts.state);
  const gap = isCompact ? safe`  ` : safe`   `;
  const says: Line = [stateWord(state), toned('dim', state.note === '' ? safe`` : safe` ${state.note}`)];
  const clock: Line = [toned('fact', gap), ...clockWords(facts, isCompact, showsLocalTime, look)];
  return [
    ...troubleWords(state, isCompact),
    ...(facts.isShortest === true
      ? says
      : [...cell(says, Math.max(LONGEST_STATE, lineWidth(says))), ...clock]),
    ...ownCalls(whereabouts.replay === undefined ? facts.api : null, isCompact, gap),
  ];
}

/** Without a mark: those of functions would be mistaken for it. */
function stateWord({ word, tone }: HeaderState): Span {
  return tone === 'warn' ? strong(word, tone) : toned(tone === 'dim' ? 'fact' : tone, word);
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

/** A recording is never live; every other state applies to it too. */
function replayedState(state: HeaderState): HeaderState {
  const { tone, trouble } = state;
  if (tone === 'good') return { ...state, word: safe`AS IT WAS`, tone: 'warn' };
  // Nothing is asked again.
  return trouble === undefined ? state : { ...state, trouble: { ...trouble, detail: safe`` } };
}

/** `! 12` */
const FAILURES_WIDTH = 4;

/** `TROUBLE to 03:10Z`: every state gets this much room. */
const LONGEST_STATE = 17;

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
