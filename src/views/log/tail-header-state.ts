import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { DOLLARS_PER_LIVE_HOUR } from '../../monitor/calls/live-price.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import { ageText, dollarsText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import { accountHeader, type HeaderFacts, type HeaderState, STOPPED } from '../parts/header.ts';

type Condition = Pick<
  LogTailSnapshot,
  'status' | 'live' | 'follow' | 'floodKeeps' | 'readThroughMs' | 'linesRead'
>;

/** Many quiet logs share the calls, each with half a minute of its own. Who is further behind does not show the present. */
const STILL_LIVE_MS = MINUTE_MS;

/** The account's header where the fleet is watched, as of the past where the log is of it; else what the tail itself knows. */
export function logHeader(
  { fleet, whereabouts, now, api, budget, look }: AppSettings,
  condition: Condition,
): HeaderFacts {
  const nowMs = now();
  const place = { whereabouts, nowMs, look };
  if (fleet === null) {
    const state = budget.isHeld() ? STOPPED : tailOnlyState(condition, nowMs);
    return { whereabouts, identity: null, state, nowMs, api: api() };
  }
  if (fleet.pastMs !== null) return accountHeader(fleet.getSnapshot(), place);
  const header = accountHeader(fleet.getNewest(), place);
  return { ...header, state: logOfFleetState(header.state, condition, nowMs) };
}

/** The fleet may be seen in time, and the log that is looked at not. What ails the fleet says more. */
export function logOfFleetState(ofFleet: HeaderState, condition: Condition, nowMs: EpochMs): HeaderState {
  if (ofFleet.tone !== 'good' || condition.status !== 'live') return ofFleet;
  return behindState(condition, nowMs) ?? ofFleet;
}

/** How a log does whose fleet is not watched, and what Live Tail costs where it is at work. */
export function tailOnlyState(condition: Condition, nowMs: EpochMs): HeaderState {
  const { status, live } = condition;
  switch (status) {
    case 'live':
      return behindState(condition, nowMs) ?? liveState(live);
    case 'expired':
      return { word: safe`STALE`, tone: 'warn', note: safe`expired` };
    case 'starting':
      return { word: startingWord(condition), tone: 'dim', note: safe`` };
    case 'ended':
      return { word: safeText(status), tone: 'dim', note: safe`` };
    default:
      return { word: safe`TROUBLE`, tone: 'warn', note: safeText(status) };
  }
}

/** What it is called that a log has not been read up to now yet: nothing starts under lines that are there. */
export function startingWord({ linesRead }: Pick<LogTailSnapshot, 'linesRead'>): SafeText {
  return linesRead === 0 ? safe`starting` : safe`reading`;
}

/** Null for a log that is seen in time, or says otherwise why it is not. */
function behindState(
  { live, follow, floodKeeps, readThroughMs }: Condition,
  nowMs: EpochMs,
): HeaderState | null {
  if (live !== null || !follow || floodKeeps !== null || readThroughMs === null) return null;
  const behindMs = nowMs - readThroughMs;
  return behindMs > STILL_LIVE_MS ? { word: safe`BEHIND`, tone: 'warn', note: ageText(behindMs) } : null;
}

const PRICE = safe`${dollarsText(DOLLARS_PER_LIVE_HOUR)}/h`;

function liveState(live: LogTailSnapshot['live']): HeaderState {
  switch (live) {
    case null:
      return { word: safe`LIVE`, tone: 'good', note: safe`` };
    case 'opening':
      return { word: safe`LIVE`, tone: 'good', note: safe`polled` };
    case 'streaming':
      return { word: safe`LIVE TAIL`, tone: 'good', note: PRICE };
    case 'sampled':
      return { word: safe`SAMPLED`, tone: 'warn', note: PRICE };
    case 'polling':
      return { word: safe`POLLED`, tone: 'warn', note: safe`no stream` };
  }
}
