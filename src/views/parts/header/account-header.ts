import type { EpochMs } from '../../../lambda/time.ts';
import type { FleetSnapshot, Held } from '../../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../../monitor/fleet/freshness.ts';
import { padEnd } from '../../../terminal/display-width.ts';
import { ageText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Look } from '../look/look.ts';
import { clockTimes, dayAndMoment, momentText, type Times } from '../look/time-notation.ts';
import { troubleWord } from './credential-words.ts';
import { type HeaderFacts, type HeaderState, STOPPED, type Whereabouts } from './header-facts.ts';

/**
 * The header of every screen of the account.
 *
 * @param dataToMs the settled minute on screen: the function's, for a screen of one function
 */
export function accountHeader(
  snapshot: FleetSnapshot,
  place: HeaderPlace,
  dataToMs: EpochMs | null = snapshot.dataToMs,
): HeaderFacts {
  const { identity, api } = snapshot;
  const { whereabouts, nowMs } = place;
  return { whereabouts, identity, state: fleetState(snapshot, dataToMs, clockTimes(place)), nowMs, api };
}

/** Where and when a header is read, and its notation of times. */
export interface HeaderPlace {
  readonly whereabouts: Whereabouts;
  readonly nowMs: EpochMs;
  readonly look: Pick<Look, 'times'>;
}

function fleetState(snapshot: FleetSnapshot, dataToMs: EpochMs | null, times: Times): HeaderState {
  const { connection, nextPollMs, held } = snapshot;
  const { nowMs } = times;
  const state = connectionState(connection, nowMs);
  const to = dataToMs === null ? safe`` : safe`to ${momentText(dataToMs, times)}`;
  if (held !== null) return heldState(held, to, times);
  if (connection.error !== null) {
    const word = state === 'stale' ? safe`STALE` : safe`TROUBLE`;
    return {
      word,
      tone: 'warn',
      note: to,
      trouble: {
        kind: troubleWord(connection.error),
        detail: nextPollMs === null ? safe`` : againWords(nextPollMs - nowMs),
      },
    };
  }
  switch (state) {
    case 'starting':
    case 'unreadPast':
      return { word: safe`starting`, tone: 'dim', note: safe`` };
    case 'stale':
      return { word: safe`STALE`, tone: 'warn', note: to };
    case 'live':
      return { word: safe`LIVE`, tone: 'good', note: to };
    case 'past':
      return { word: safe`PAST`, tone: 'warn', note: to };
  }
}

/** `, again in 10 s` */
const WIDEST_AGAIN = 15;

/** As wide for 9 s as for 10 s, and while AWS is asked: nothing in the header moves sideways. */
function againWords(waitMs: number): SafeText {
  const seconds = ageText(Math.max(0, waitMs));
  const says = seconds === '0 s' ? safe`, trying now` : safe`, again in ${seconds}`;
  return padEnd(says, WIDEST_AGAIN);
}

function heldState(held: Held, to: SafeText, times: Times): HeaderState {
  switch (held.kind) {
    case 'stopped':
      return { ...STOPPED, note: to };
    case 'frozen':
      return {
        word: safe`FROZEN`,
        tone: 'warn',
        note: safe`${to}, ${held.newerMinutes}m newer`,
        briefNote: safe`${to}, +${held.newerMinutes}m`,
      };
    case 'past':
      return { word: safe`PAST`, tone: 'warn', note: dayAndMoment(held.atMs, times) };
  }
}
