import type { EpochMs } from '../../lambda/time.ts';
import { connectionState } from '../../monitor/connection.ts';
import type { FleetSnapshot } from '../../monitor/fleet-snapshot.ts';
import type { Identity } from '../../monitor/sources.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { leftRight } from '../../terminal/line-layout.ts';
import { ageText, dollarsText, localMinute, utcMinute, utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Look } from './look.ts';

/** Who looks at which account, as far as it is known before AWS has answered. */
export interface Whereabouts {
  /** Profile name, or what stands for it. */
  readonly who: string;
  readonly region: string;
  /** Minutes east of UTC of the person's own clock. */
  readonly localOffsetMinutes: number;
}

export interface HeaderFacts {
  readonly whereabouts: Whereabouts;
  readonly identity: Identity | null;
  readonly state: HeaderState;
  readonly nowMs: EpochMs;
  /** Null where nobody counts: nothing is shown then, and not 0. */
  readonly api: { readonly dollarsPerHour: number; readonly recentFailures: number } | null;
}

export interface HeaderState {
  readonly word: SafeText;
  readonly tone: 'good' | 'warn' | 'dim';
  /** What the word is to be trusted for: to which minute, since when, why. */
  readonly note: SafeText;
  /** What is left out on narrow screens. */
  readonly detail?: SafeText;
}

/** Who and where, LIVE or STALE and to which minute, the clock, what watching costs, and lmon's own errors. */
export function headerLine(facts: HeaderFacts, width: number, isCompact: boolean, look: Look): Line {
  return leftRight(
    whoAndWhere(facts, isCompact),
    stateAndClock(facts, isCompact, look),
    width,
    look.glyphs.ellipsis,
  );
}

function whoAndWhere({ whereabouts, identity, nowMs }: HeaderFacts, isCompact: boolean): Line {
  const name: Line = [
    strong(safe`lmon`, 'focus'),
    toned('fact', safe`  `),
    strong(safeText(whereabouts.who)),
    toned('fact', safe` `),
  ];
  const region = toned('dim', safeText(whereabouts.region));
  if (isCompact || identity === null) return [...name, region];
  const role = identity.arn === null ? null : roleOf(identity.arn);
  const expiry = identity.expiresMs === null ? safe`` : safe` ${ageText(identity.expiresMs - nowMs)}`;
  return [
    ...name,
    toned('dim', safe`${safeText(identity.accountId)} `),
    region,
    toned('dim', role === null ? safe`` : safe`  ${safeText(role)}${expiry}`),
  ];
}

function stateAndClock(facts: HeaderFacts, isCompact: boolean, { glyphs, plain }: Look): Line {
  const { state, nowMs, whereabouts } = facts;
  const gap = isCompact ? safe`  ` : safe`   `;
  const clock = isCompact || plain ? utcMinute(nowMs) : utcSecond(nowMs);
  const hasLocalTime = whereabouts.localOffsetMinutes !== 0;
  const local = safe` ${localMinute(nowMs, whereabouts.localOffsetMinutes)}${isCompact ? safe`` : safe` local`}`;
  return [
    toned(state.tone, glyphs.live),
    toned('fact', safe` `),
    state.tone === 'warn' ? strong(state.word, 'warn') : toned('fact', state.word),
    toned('dim', state.note === '' ? safe`` : safe` ${state.note}`),
    toned('dim', isCompact ? safe`` : (state.detail ?? safe``)),
    toned('fact', gap),
    toned('fact', clock),
    toned('dim', hasLocalTime ? local : safe``),
    ...ownCalls(facts.api, gap),
  ];
}

/** What watching costs, and lmon's own errors. */
function ownCalls(api: HeaderFacts['api'], gap: SafeText): Line {
  if (api === null) return [];
  const { dollarsPerHour, recentFailures } = api;
  return [
    toned('dim', safe`${gap}${dollarsText(dollarsPerHour)}/h${gap}`),
    toned(recentFailures === 0 ? 'dim' : 'warn', safe`! ${recentFailures}`),
  ];
}

/** The role or user out of an ARN, which is all that a person wants to know of it. */
function roleOf(arn: string): string | null {
  return /:(?:assumed-role|user|role)\/(?:[^/]+\/)*?([^/]+)(?:\/[^/]*)?$/.exec(arn)?.[1] ?? null;
}

/** The header of every screen that watches the account. */
export function accountHeader(
  snapshot: FleetSnapshot,
  whereabouts: Whereabouts,
  nowMs: EpochMs,
): HeaderFacts {
  const { identity, api } = snapshot;
  return { whereabouts, identity, state: fleetState(snapshot, nowMs), nowMs, api };
}

function fleetState({ connection, dataToMs, nextPollMs }: FleetSnapshot, nowMs: EpochMs): HeaderState {
  const state = connectionState(connection, nowMs);
  const to = dataToMs === null ? safe`` : safe`to ${utcMinute(dataToMs)}`;
  if (connection.error !== null) {
    // As wide for 9 s as for 10 s: nothing in the header moves sideways.
    const wait = nextPollMs === null ? null : padStart(ageText(Math.max(0, nextPollMs - nowMs)), 4);
    const word = state === 'stale' ? safe`STALE` : safe`TROUBLE`;
    return {
      word,
      tone: 'warn',
      note: safe`${to}${to === '' ? safe`` : safe` `}${safeText(connection.error.kind)}`,
      detail: wait === null ? safe`` : safe`, again in ${wait}`,
    };
  }
  switch (state) {
    case 'starting':
      return { word: safe`starting`, tone: 'dim', note: safe`` };
    case 'stale':
      return { word: safe`STALE`, tone: 'warn', note: to };
    case 'live':
      return { word: safe`LIVE`, tone: 'good', note: to };
  }
}
