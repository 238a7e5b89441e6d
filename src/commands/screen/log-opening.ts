import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { ALL_LINES, type LineSelection } from '../../logs/selection/selection-rules.ts';
import type { Notice } from '../../logs/tail-item.ts';
import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { createClock, REAL_TIME, type WakeableClock } from '../../monitor/clock.ts';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { type LogTail, openLogTail } from '../../monitor/log/tail/log-tail.ts';
import type { WatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import type { LogSpan, OpenedTail } from '../../views/parts/app-settings.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { untilTimeIsTold } from '../logs/aws-time.ts';
import { type ChosenLogs, chosenLogs } from '../logs/chosen-logs.ts';
import { liveComplaint, liveLogs } from '../logs/live-log.ts';
import { lookForNewcomers } from '../logs/newcomers.ts';
import { refusedPattern } from '../logs/typed/line-selection.ts';
import { LOG_ON_SCREEN_MS, type TailRange } from '../logs/typed/tail-range.ts';
import { selectionOf, type TailSelection } from '../logs/typed/tail-selection.ts';
import type { Session } from '../session/session.ts';
import { unrecordedWords } from '../session/unrecorded.ts';
import type { RequestedLog } from './first-screen.ts';
import type { LeftLog, OpenLog } from './left-log.ts';
import { lookingClock } from './looking-clock.ts';

/** What logs on screen are opened with. */
export interface LogOpening {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** The log that lmon was started for; null where logs are opened from screens. */
  readonly asked: RequestedLog | null;
  /** Null where the fleet is not watched. */
  readonly fleet: FleetFeed | null;
  readonly watched: WatchedConcurrency;
  /** Used for all log reading. */
  readonly clock: WakeableClock;
  /** What one more log may keep in memory; by default all that a log may. */
  readonly limits?: LeftLog['limits'];
  /** Ends lmon with a complaint; null does nothing. */
  readonly endWith: (complaint: Complaint | null) => void;
}

type FailedLog = Extract<OpenedTail, { readonly kind: 'failed' }>;

/** Sooner, what fails would fail again. */
const PASSING_MS = 30 * SECOND_MS;
/** To say that there is no such function, all are listed. */
const LASTING_MS = 10 * MINUTE_MS;

/** How much of a log is read before a past moment on screen. */
const PAST_LOG_MS = 2 * MINUTE_MS;

/**
 * Starts to read the logs that `word` names.
 *
 * @param span a past span, read for comparison: without filters, whatever applies to the log on screen; null for none
 */
export async function openLog(
  word: string,
  span: LogSpan | null,
  opening: LogOpening,
): Promise<OpenLog | FailedLog> {
  const { session, signal, endWith } = opening;
  const asked = span === null ? opening.asked : null;
  const selection = selectionNamed(word, opening);
  const chosen = await readableLogs(selection, opening);
  if ('complaint' in chosen) {
    if (asked !== null) endWith(chosen);
    return failedBy(chosen, opening);
  }
  await untilTimeIsTold(chosen, session, signal);
  const range = span ?? asked?.range() ?? rangeAround(opening);
  if ('complaint' in range) {
    endWith(range);
    return failedBy(range, opening);
  }
  const tail = readOnScreen({ chosen, range, asked }, opening);
  if (range.untilMs === null) joinNewcomers(tail, { selection, chosen, fromMs: range.sinceMs }, session);
  return { kind: 'open', tail, functions: chosen.functions };
}

function failedBy(complaint: Complaint, { clock }: LogOpening): FailedLog {
  const againMs = isPassing(complaint) ? PASSING_MS : LASTING_MS;
  const untilAgain = (signal: AbortSignal) => clock.sleep(againMs, signal);
  return { kind: 'failed', complaint: complaint.complaint, untilAgain };
}

/** Whether the same may soon be possible. */
export function isPassing({ status }: Complaint): boolean {
  return status !== EXIT_STATUS.usage && status !== EXIT_STATUS.notFound;
}

interface LogToRead {
  readonly chosen: ChosenLogs;
  readonly range: TailRange;
  /** Null for all lines, polled. */
  readonly asked: RequestedLog | null;
}

function readOnScreen({ chosen, range, asked }: LogToRead, opening: LogOpening): LogTail {
  const { session, watched, limits, endWith } = opening;
  const wanted: LineSelection = asked?.wanted ?? ALL_LINES;
  const tail = openLogTail({
    ...readingOf(opening),
    choices: chosen.choices,
    frames: createClock(REAL_TIME),
    ...range,
    follow: range.untilMs === null,
    ...wanted,
    listener: watched.listener(),
    live: asked === null ? () => null : liveLogs(chosen, session),
    ...(limits === undefined ? {} : { limits: limits() }),
    notices: noticesOf(chosen, range.sinceMs, session),
  });
  void tail.ended.then((end) => {
    if (end.kind === 'failed') endWith(refusedPattern(end.error, wanted));
  });
  return tail;
}

function noticesOf({ choices, notices }: ChosenLogs, sinceMs: EpochMs, session: Session): readonly Notice[] {
  const unrecorded = choices.flatMap(({ group }) => unrecordedWords(session, group, sinceMs) ?? []);
  const atMs = session.clock.now();
  return [...notices, ...unrecorded].map((message) => ({ type: 'notice', kind: 'assumed', atMs, message }));
}

interface JoinableLogs {
  readonly selection: TailSelection;
  readonly chosen: ChosenLogs;
  readonly fromMs: EpochMs;
}

function joinNewcomers(tail: LogTail, { selection, chosen, fromMs }: JoinableLogs, session: Session): void {
  const over = new AbortController();
  void tail.ended.then(() => over.abort());
  const looking = { ...session, clock: lookingClock(session.clock, tail) };
  void lookForNewcomers(selection, chosen, looking, {
    signal: over.signal,
    onNewcomer: ({ choice, notice, sinceMs }) => tail.join(choice, Math.max(fromMs, sinceMs), notice),
  });
}

async function readableLogs(selection: TailSelection, opening: LogOpening): Promise<ChosenLogs | Complaint> {
  const chosen = await logsOf(selection, opening, opening.signal);
  return 'complaint' in chosen ? chosen : (liveComplaint(chosen, opening.session) ?? chosen);
}

/** The log that lmon was started for goes by one name, whatever it selects. */
export function selectionNamed(word: string, { asked }: LogOpening): TailSelection {
  return asked?.selection ?? selectionOf(word);
}

export function logsOf(
  selection: TailSelection,
  { session, fleet }: LogOpening,
  signal: AbortSignal,
): Promise<ChosenLogs | Complaint> {
  const functions = fleet?.getNewest().functions.map(({ configuration }) => configuration) ?? [];
  return chosenLogs(selection, session, signal, { functions });
}

/** How all logs on screen are read. */
export function readingOf({ session, clock }: LogOpening) {
  return {
    source: ledgeredLogs(session.sources.logs, session.ledger, session.clock, session.region),
    clock,
    sleeps: session.sleeps,
    wall: session.wall,
    budget: session.budget,
  };
}

/** The range of a log opened from another screen, at present or at a past moment. */
function rangeAround({ fleet, session }: LogOpening): TailRange {
  const pastMs = fleet?.pastMs ?? null;
  return pastMs === null
    ? { sinceMs: session.clock.now() - LOG_ON_SCREEN_MS, untilMs: null }
    : { sinceMs: pastMs - PAST_LOG_MS, untilMs: pastMs };
}
