import type { EpochMs } from '../../lambda/time.ts';
import { logName } from '../../logs/log-name.ts';
import type {
  Gap,
  LeftOutNotice,
  LogOrigin,
  Notice,
  PollingNotice,
  TroubleNotice,
} from '../../logs/tail-item.ts';
import { endsWithTheLast, isSharedTrouble } from '../../logs/trouble/shared-trouble.ts';
import { DOLLARS_PER_LIVE_HOUR, DOLLARS_PER_LIVE_MINUTE } from '../../monitor/calls/live-price.ts';
import { CLOCK_SKEWED, NOT_RECORDED } from '../../monitor/source-error.ts';
import { ageInWords, dollarsText, groupedText, utcSecond } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { logClassWords } from '../log-class.ts';
import { logsText, moreLogsText } from './log-names.ts';

const GAP_REASONS: Readonly<Record<Gap['reason'], SafeText>> = {
  asleep: safe`lmon was asleep`,
  busy: safe`API busy`,
  flood: safe`FLOOD`,
  unreachable: safe`no answer`,
  skewed: safe`the clock of this machine was wrong`,
  denied: safe`access denied`,
  expired: safe`credentials expired`,
  sampled: safe`Live Tail told only a part`,
  unrecorded: safe`not recorded`,
};

/**
 * A gap in one line: its reason, and what is there in the end.
 *
 * @param nowMs for the duration so far, where the line is redrawn regularly
 */
export function gapWords(gap: Gap, nowMs: EpochMs | null = null): SafeText {
  const { endMs, reason, laterReason, beganMs: startMs = gap.startMs } = gap;
  const soFar = nowMs === null ? safe`` : safe` (${ageInWords(Math.max(0, nowMs - startMs))} so far)`;
  const why =
    laterReason === undefined
      ? GAP_REASONS[reason]
      : safe`${GAP_REASONS[reason]}, then ${GAP_REASONS[laterReason]}`;
  if (endMs === null) return safe`${utcSecond(startMs)} and on${soFar}: ${why}${whileItLasts(gap)}`;
  const length = ageInWords(endMs - startMs);
  return safe`${utcSecond(startMs)} to ${utcSecond(endMs)} (${length}): ${why}${inTheEnd(gap)}`;
}

/** What is available comes first: a narrow screen shows no more. */
function whileItLasts(gap: Gap): SafeText {
  const { reason, missing, logCount } = gap;
  if (logCount !== undefined) {
    const are = logCount === 1 ? safe`is` : safe`are`;
    return safe`, ${logsText({ ...gap, logCount })} ${are} ${reason === 'asleep' ? safe`read again` : safe`not read yet`}`;
  }
  if (reason === 'unrecorded') return safe``;
  if (reason !== 'flood') return safe`, not read yet`;
  const why = safe`the log grows faster than the call budget lets lmon read; --live streams 500 lines/s of it`;
  return missing === 'most'
    ? safe`, only samples are read: ${why}`
    : safe`, failures and REPORT lines are read, of the bulk samples: ${why}`;
}

function inTheEnd(gap: Gap): SafeText {
  const { reason, missing, logCount } = gap;
  if (logCount === 0) return safe`; no log is read again whole, each says what it lacks`;
  if (logCount !== undefined) return safe`; ${logsText({ ...gap, logCount })} read again, nothing missing`;
  if (reason === 'unrecorded') return safe`, but for samples at most`;
  switch (missing ?? 'nothing') {
    case 'nothing':
      return safe`; read again, nothing missing`;
    case 'bulk':
      return safe`, bulk lines were not read; failures and REPORT lines were`;
    case 'most':
      return safe`, not read but for samples`;
    case 'gone':
      return safe`; lines that were read before are gone: the log group or its stream was deleted, or its retention is over`;
  }
}

/** Reported for one log but true for all: trouble of the account or this machine, or a text with names of its own. */
function isOfAllLogs(notice: Notice): boolean {
  switch (notice.kind) {
    case 'joined':
    case 'slow':
    case 'quick':
      return true;
    case 'recovered':
      return endsWithTheLast(notice.from);
    default:
      return isSharedTrouble(notice.kind);
  }
}

/** The text of a gap or notice, with the log's name where it concerns one of many. */
export function asideWords(item: Gap | Notice, origin: LogOrigin | null, isOneOfMany: boolean): SafeText {
  const words = item.type === 'gap' ? gapWords(item) : noticeWords(item);
  if (origin === null || ('logCount' in item && item.logCount !== undefined)) return words;
  // The group's full name shows whether it is misspelt.
  if (item.type === 'notice' && item.kind === 'waiting') return safe`${safeText(origin.group)}: ${words}`;
  const isNamed = item.type === 'gap' || !isOfAllLogs(item);
  return isOneOfMany && isNamed ? safe`${safeText(logName(origin))}: ${words}` : words;
}

export function noticeWords(notice: Notice): SafeText {
  switch (notice.kind) {
    case 'recovered':
      return safe`recovered after ${ageInWords(notice.atMs - notice.sinceMs)}; reading on from where it stopped`;
    case 'assumed':
      return safeText(notice.message);
    case 'ended':
      return (
        logClassWords(notice) ??
        safe`not read any further: ${safeText(notice.name)} (${safeText(notice.message)})`
      );
    case 'joined':
      return safe`+ ${safeText(notice.name)}`;
    case 'streaming':
      return STREAMING;
    case 'polling':
      return pollingWords(notice);
    case 'unsettled':
      return safe`the log grows too fast to be read twice: lines that come late may be missing from here on`;
    case 'settled':
      return safe`late lines are looked for again`;
    case 'slow':
      return safe`AWS takes ${ageInWords(notice.tookMs)} for an answer: lines come late, none is lost`;
    case 'quick':
      return safe`AWS answers quickly again`;
    case 'leftOut':
      return leftOutWords(notice);
    case 'waiting':
      return waitingWords(notice);
    case 'busy':
      return safe`API busy: AWS throttles FilterLogEvents; lmon slows down and loses nothing`;
    case 'unreachable':
      return notice.name === CLOCK_SKEWED
        ? safe`AWS refuses the time of this machine (${safeText(notice.name)}): trying again with that of AWS`
        : safe`no answer from AWS (${safeText(notice.name)}): trying again`;
    case 'unreadable':
      return safe`AWS answers with something unreadable (${safeText(notice.name)}): trying again`;
    case 'malformed':
      return safe`no usable answer from AWS (${safeText(notice.name)}): trying again`;
    case 'denied':
      return deniedWords(notice);
    case 'expired':
      return safe`credentials are missing or expired: ${safeText(notice.message)}`;
  }
}

/** AWS's message names one log. */
function deniedWords({ message, logCount, logNames }: TroubleNotice): SafeText {
  const words = safe`access denied: logs:FilterLogEvents is not allowed`;
  return logCount === undefined
    ? safe`${words} (${safeText(message)})`
    : safe`${moreLogsText({ logCount, logNames })}: ${words}`;
}

function leftOutWords({ count, streamed }: LeftOutNotice): SafeText {
  const events = count === 1 ? safe`one event that says` : safe`${groupedText(count)} events that say`;
  const told = streamed ? safe`Live Tail told of` : safe`AWS told of at least`;
  return safe`${told} ${events} no time, or nothing that can be read: without a place in the log, not shown`;
}

function waitingWords({ name, message, readThroughMs = null }: TroubleNotice): SafeText {
  if (name === NOT_RECORDED) return safeText(message);
  if (readThroughMs === null) return safe`the log group does not exist yet: waiting for it`;
  return safe`the log group is gone, and with it what it was told since ${utcSecond(readThroughMs)}: waiting for it`;
}

const STREAMING = safe`streaming with Live Tail, ${dollarsText(DOLLARS_PER_LIVE_MINUTE)} a minute (${dollarsText(DOLLARS_PER_LIVE_HOUR)}/h)`;

function pollingWords({ because, name, message }: PollingNotice): SafeText {
  switch (because) {
    case 'taken':
      return safe`all Live Tail sessions of the account are taken (${safeText(name)}): polling until one is free`;
    case 'denied':
      return safe`Live Tail is denied, polling instead (${safeText(message)})`;
    case 'refused':
      return safe`Live Tail does not take this log group, polling instead (${safeText(name)}: ${safeText(message)})`;
    case 'timedOut':
      return safe`the Live Tail session has had its 3 h: polling until the next is open`;
    case 'broken':
      return safe`no stream from Live Tail (${safeText(name)}): polling until there is one`;
  }
}
