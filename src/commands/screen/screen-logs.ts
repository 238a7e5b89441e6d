import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { ALL_LINES } from '../../logs/selection/selection-rules.ts';
import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { type Clock, createClock, REAL_TIME } from '../../monitor/clock.ts';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { findRequest, type RequestAnswer, SEARCHED_MS } from '../../monitor/log/find-request.ts';
import { type LogTail, openLogTail } from '../../monitor/log/log-tail.ts';
import type { WatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogSpan, OpenedTail } from '../../views/parts/app-settings.ts';
import type { Complaint } from '../command/complaint.ts';
import { type ChosenLogs, chosenLogs, lookForNewcomers } from '../logs/chosen-logs.ts';
import { liveComplaint, liveLogs } from '../logs/live-log.ts';
import { LOG_ON_SCREEN_MS, type TailRange } from '../logs/tail-range.ts';
import { selectionOf, type TailSelection } from '../logs/tail-selection.ts';
import { untilTimeIsTold } from '../logs/told-time.ts';
import { refusedPattern } from '../logs/wanted-lines.ts';
import type { Session } from '../session/session.ts';
import { unrecordedWords } from '../session/unrecorded.ts';
import type { AskedLog } from './first-screen.ts';
import { createLeftLog, type OpenLog } from './left-log.ts';
import { lookingClock } from './looking-clock.ts';

interface ScreenLogsSettings {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** The log that lmon was started for; null where logs are opened from screens. */
  readonly asked: AskedLog | null;
  /** Null where the fleet is not watched. */
  readonly fleet: FleetFeed | null;
  readonly watched: WatchedConcurrency;
  /** Used for all log reading. */
  readonly clock: Clock;
  /** Ends lmon with a complaint; null does nothing. */
  readonly endWith: (complaint: Complaint | null) => void;
}

type FailedLog = Extract<OpenedTail, { readonly kind: 'failed' }>;

/** The logs behind the screens. */
export interface ScreenLogs {
  open(word: string, span?: LogSpan | null): Promise<OpenedTail>;
  /** Null without a log to search. */
  find(word: string, requestId: RawText, signal: AbortSignal): Promise<RequestAnswer | null>;
  /** Releases the kept log. */
  close(): void;
}

/** How much of a log is read before a past moment on screen. */
const PAST_LOG_MS = 2 * MINUTE_MS;

export function screenLogs({
  session,
  signal,
  asked,
  fleet,
  watched,
  clock,
  endWith,
}: ScreenLogsSettings): ScreenLogs {
  const { budget } = session;
  // Waking log readers must not end the time for which a log is kept.
  const left = createLeftLog(session.clock);
  const reading = {
    source: ledgeredLogs(session.sources.logs, session.ledger, session.clock),
    clock,
    sleeps: session.sleeps,
    wall: session.wall,
    budget,
    random: Math.random,
  };

  return { open, find, close: left.close };

  async function open(word: string, span: LogSpan | null = null): Promise<OpenedTail> {
    const isOfNow = asked === null && span === null && fleet?.pastMs === null;
    if (!isOfNow) {
      const log = await openAnew(word, span);
      return log.kind === 'failed' ? log : { ...log, leave: () => log.tail.close() };
    }
    const visit = left.visit(word);
    const log = visit.found ?? (await openAnew(word, span));
    if (log.kind === 'open') return { ...log, leave: () => visit.leave(log) };
    visit.leave(null);
    return log;
  }

  async function openAnew(word: string, span: LogSpan | null): Promise<OpenLog | FailedLog> {
    const selection = selectionNamed(word);
    const chosen = await readableLogs(selection);
    if ('complaint' in chosen) {
      if (asked !== null) endWith(chosen);
      return { kind: 'failed', complaint: chosen.complaint };
    }
    await untilTimeIsTold(chosen, session, signal);
    const nowMs = session.clock.now();
    const range = span ?? asked?.range() ?? rangeAround(fleet?.pastMs ?? null, nowMs);
    if ('complaint' in range) {
      endWith(range);
      return { kind: 'failed', complaint: range.complaint };
    }
    // A past span is read for comparison: without filters, whatever applies to the log on screen.
    const wanted = (span === null ? asked?.wanted : null) ?? ALL_LINES;
    const tail = openLogTail({
      ...reading,
      choices: chosen.choices,
      frames: createClock(REAL_TIME),
      ...range,
      follow: range.untilMs === null,
      ...wanted,
      listener: watched.listener(),
      live: asked === null || span !== null ? () => null : liveLogs(chosen, session),
      notices: [
        ...chosen.notices,
        ...chosen.choices.flatMap(({ group }) => unrecordedWords(session, group, range.sinceMs) ?? []),
      ].map((message) => ({ type: 'notice', kind: 'assumed', atMs: nowMs, message })),
    });
    void tail.ended.then((end) => {
      if (end.kind === 'failed') endWith(refusedPattern(end.error, wanted));
    });
    if (range.untilMs === null) joinNewcomers(tail, selection, chosen, range.sinceMs);
    return { kind: 'open', tail, functions: chosen.functions };
  }

  async function readableLogs(selection: TailSelection): Promise<ChosenLogs | Complaint> {
    const chosen = await chosenLogs(selection, session, signal, knownConfigurations());
    return 'complaint' in chosen ? chosen : (liveComplaint(chosen, session) ?? chosen);
  }

  function joinNewcomers(tail: LogTail, selection: TailSelection, chosen: ChosenLogs, fromMs: EpochMs): void {
    const over = new AbortController();
    void tail.ended.then(() => over.abort());
    const looking = { ...session, clock: lookingClock(session.clock, tail) };
    void lookForNewcomers(selection, chosen, looking, {
      signal: over.signal,
      onNewcomer: ({ choice, notice, sinceMs }) => tail.join(choice, Math.max(fromMs, sinceMs), notice),
    });
  }

  async function find(
    word: string,
    requestId: RawText,
    searching: AbortSignal,
  ): Promise<RequestAnswer | null> {
    const chosen = await chosenLogs(selectionNamed(word), session, searching, knownConfigurations());
    if ('complaint' in chosen) return null;
    const untilMs = fleet?.pastMs ?? session.clock.now();
    return findRequest({
      ...reading,
      signal: searching,
      choices: chosen.choices,
      requestId,
      sinceMs: untilMs - SEARCHED_MS,
      untilMs,
    });
  }

  function selectionNamed(word: string): TailSelection {
    return asked?.selection ?? selectionOf(word);
  }

  function knownConfigurations(): readonly FunctionConfiguration[] {
    return fleet?.getNewest().functions.map(({ configuration }) => configuration) ?? [];
  }
}

/** The range of a log opened from another screen, at present or at a past moment. */
function rangeAround(pastMs: EpochMs | null, nowMs: EpochMs): TailRange {
  return pastMs === null
    ? { sinceMs: nowMs - LOG_ON_SCREEN_MS, untilMs: null }
    : { sinceMs: pastMs - PAST_LOG_MS, untilMs: pastMs };
}
