import type { EpochMs } from '../../lambda/time.ts';
import { DOLLARS_PER_LIVE_HOUR } from '../../monitor/calls/live-price.ts';
import { isStreaming } from '../../monitor/log/live/live-sessions.ts';
import type { LogTailSnapshot } from '../../monitor/log/tail/log-tail-snapshot.ts';
import { logsBehind, STILL_LIVE_MS } from '../../monitor/log/tail/logs-behind.ts';
import { NO_CREDENTIALS } from '../../monitor/source-error.ts';
import { ageText, dollarsText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import { accountHeader } from '../parts/header/account-header.ts';
import { MISSING_CREDENTIALS } from '../parts/header/credential-words.ts';
import { type HeaderFacts, type HeaderState, STOPPED } from '../parts/header/header-facts.ts';
import { regionsText } from './tail-logs.ts';

type Condition = Pick<
  LogTailSnapshot,
  | 'status'
  | 'error'
  | 'live'
  | 'follow'
  | 'floodKeeps'
  | 'reachedMs'
  | 'readingBackToMs'
  | 'linesRead'
  | 'logs'
>;

/**
 * The account's header where the fleet is watched, at a past moment where the log is; else what the tail itself knows.
 */
export function logHeader(
  { fleet, whereabouts, now, api, budget, look }: AppSettings,
  condition: Condition,
): HeaderFacts {
  const nowMs = now();
  const place = { whereabouts, nowMs, look };
  if (fleet === null) {
    const state = budget.isHeld() ? STOPPED : tailOnlyState(condition, nowMs);
    const region = regionsText(condition.logs) ?? whereabouts.region;
    return { whereabouts: { ...whereabouts, region }, identity: null, state, nowMs, api: api() };
  }
  if (fleet.pastMs !== null) return { ...accountHeader(fleet.getSnapshot(), place), isPast: true };
  const header = accountHeader(fleet.getNewest(), place);
  return { ...header, state: logOfFleetState(header.state, condition, nowMs) };
}

/**
 * The fleet may be up to date while the log is not, and is asked once a minute: a log that is read each second meets an
 * outage before. Trouble of the fleet takes precedence.
 */
export function logOfFleetState(ofFleet: HeaderState, condition: Condition, nowMs: EpochMs): HeaderState {
  if (ofFleet.tone !== 'good') return ofFleet;
  switch (condition.status) {
    case 'live':
      return behindState(condition, nowMs) ?? ofFleet;
    case 'ended':
      return ofFleet;
    default:
      return tailOnlyState(condition, nowMs);
  }
}

/** The state of a log without a watched fleet, and the cost of a running Live Tail. */
export function tailOnlyState(condition: Condition, nowMs: EpochMs): HeaderState {
  const { status, error, live } = condition;
  switch (status) {
    case 'live':
      return behindState(condition, nowMs) ?? liveState(live);
    case 'expired':
      return error?.name === NO_CREDENTIALS
        ? troubleState(
            { word: safe`STALE`, note: MISSING_CREDENTIALS, besideStream: MISSING_CREDENTIALS },
            live,
          )
        : troubleState(
            { word: safe`STALE`, note: safe`expired`, besideStream: safe`credentials expired` },
            live,
          );
    case 'unanswered':
      return troubleState(pollingTrouble(safe`no answer yet`), live);
    case 'starting':
      return behindState(condition, nowMs) ?? { word: startingWord(condition), tone: 'dim', note: safe`` };
    case 'ended':
      return {
        word: condition.readingBackToMs === null ? safe`ended` : safe`reading`,
        tone: 'dim',
        note: safe``,
      };
    default:
      return troubleState(pollingTrouble(safeText(status)), live);
  }
}

interface TroubleWords {
  readonly word: SafeText;
  readonly note: SafeText;
  /** In place of both, where lines go on through Live Tail. */
  readonly besideStream: SafeText;
}

function pollingTrouble(note: SafeText): TroubleWords {
  return { word: safe`TROUBLE`, note, besideStream: safe`polling: ${note}` };
}

function troubleState(
  { word, note, besideStream }: TroubleWords,
  live: LogTailSnapshot['live'],
): HeaderState {
  if (!isStreaming(live)) return { word, tone: 'warn', note };
  return { ...liveState(live), tone: 'warn', trouble: { kind: besideStream, detail: safe`` } };
}

/** The word for a log that has not been read up to now: lines already on screen rule out "starting". */
export function startingWord({ linesRead }: Pick<LogTailSnapshot, 'linesRead'>): SafeText {
  return linesRead === 0 ? safe`starting` : safe`reading`;
}

/** Null for a log that is up to date, or whose state says why it is not. */
function behindState(
  { live, follow, floodKeeps, reachedMs, logs }: Condition,
  nowMs: EpochMs,
): HeaderState | null {
  if (live !== null || !follow || reachedMs === null) return null;
  const behind = logsBehind(logs, nowMs).filter(({ log }) => log.floodKeeps === null);
  const [furthest] = behind;
  if (furthest !== undefined) {
    const count = safe`${behind.length} of ${logs.length} logs`;
    return furthest.behindMs > STILL_LIVE_MS
      ? { word: safe`BEHIND`, tone: 'warn', note: safe`${ageText(furthest.behindMs)}, ${count}` }
      : { word: count, tone: 'dim', note: safe`behind` };
  }
  if (floodKeeps !== null) return null;
  const behindMs = nowMs - reachedMs;
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
