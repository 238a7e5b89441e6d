import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { Report } from '../../lambda/line/report.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { compareEvents } from '../log-order.ts';
import { outcomeOfRun, type RunOutcome } from './run-outcome.ts';
import type { StoryEvent, StoryItem } from './story-item.ts';

/** One run of a function with all that its log says of it. */
export interface ToldRun {
  readonly requestId: RawText;
  readonly logStream: RawText;
  /** 1 for the first run of the request that was seen, and how many were. */
  readonly attempt: number;
  readonly attempts: number;
  /** `$LATEST` or a number; null where neither START nor the stream's name tells. */
  readonly version: RawText | null;
  /** Of its START; without one reckoned from its REPORT, or of the first line that names it. */
  readonly startMs: EpochMs;
  readonly hasStart: boolean;
  /** Of its REPORT; null while it runs, or where the REPORT was not seen. */
  readonly endMs: EpochMs | null;
  readonly report: Report | null;
  readonly reportEvent: LogEvent | null;
  readonly outcome: RunOutcome;
  /** All of it in log order, from START to REPORT, and before those what an environment says while it starts. */
  readonly lines: readonly StoryEvent[];
  /** Lines without a request id that were written while others ran in the same environment, too: whose they are nobody knows. */
  readonly sharedLines: number;
}

/** Which run is meant, by its request's id or how that begins. A request may have several; with no more than its id the last. */
export interface RunKey {
  readonly requestId: RawText;
  readonly logStream: RawText | null;
  /** A moment of the run. */
  readonly atMs: EpochMs | null;
}

/** A run as it is put together. */
interface GrowingRun {
  readonly requestId: RawText;
  readonly logStream: RawText;
  readonly lines: StoryEvent[];
  start: StoryEvent | null;
  report: StoryEvent | null;
  sharedLines: number;
}

/**
 * The runs that rows in log order tell of, by their start. An environment runs one invocation after the other, so that
 * a line without a request id is of the one that runs; where several run at once, such a line is nobody's.
 */
export function toldRuns(items: readonly StoryItem[]): readonly ToldRun[] {
  const growing: GrowingRun[] = [];
  for (const events of eventsByStream(items).values()) growing.push(...runsOfStream(events));
  return withAttempts(growing.map(toldRun).toSorted((one, other) => one.startMs - other.startMs));
}

/** Null where nothing tells of it. */
export function runAt(runs: readonly ToldRun[], { requestId, logStream, atMs }: RunKey): ToldRun | null {
  const own = runs.filter(
    (run) => run.requestId.startsWith(requestId) && (logStream === null || run.logStream === logStream),
  );
  if (atMs === null) return own.at(-1) ?? null;
  return own.findLast(({ startMs }) => startMs <= atMs) ?? own[0] ?? null;
}

export function keyOfRun({ requestId, logStream, startMs }: ToldRun): RunKey {
  return { requestId, logStream, atMs: startMs };
}

/** START and END have no rows of their own where the invocation is over. */
function eventsByStream(items: readonly StoryItem[]): ReadonlyMap<RawText, readonly StoryEvent[]> {
  const streams = new Map<RawText, StoryEvent[]>();
  let isSorted = true;
  const add = (item: StoryEvent) => {
    const events = streams.get(item.event.logStream);
    if (events === undefined) streams.set(item.event.logStream, [item]);
    else events.push(item);
  };
  for (const item of items) {
    if (item.type !== 'event') continue;
    for (const event of [item.invocation?.start, item.invocation?.end]) {
      if (event == null || event.eventId === item.event.eventId) continue;
      isSorted = false;
      add({ ...item, event, line: lineOf(event), invocation: null });
    }
    add(item);
  }
  if (!isSorted)
    for (const events of streams.values()) events.sort((one, other) => compareEvents(one.event, other.event));
  return streams;
}

/** Runs are put together again and again from the same events. */
const linesOfEvents = new WeakMap<LogEvent, LogLine>();

function lineOf(event: LogEvent): LogLine {
  const known = linesOfEvents.get(event);
  if (known !== undefined) return known;
  const line = parseLogLine(event.message);
  linesOfEvents.set(event, line);
  return line;
}

function runsOfStream(events: readonly StoryEvent[]): readonly GrowingRun[] {
  const runs: GrowingRun[] = [];
  const open = new Map<RawText, GrowingRun>();
  const newest = new Map<RawText, GrowingRun>();
  /** What the environment says of itself before it runs anything. */
  let starting: StoryEvent[] = [];

  const begin = (requestId: RawText, logStream: RawText): GrowingRun => {
    const run = { requestId, logStream, lines: starting, start: null, report: null, sharedLines: 0 };
    starting = [];
    runs.push(run);
    open.set(requestId, run);
    newest.set(requestId, run);
    return run;
  };
  for (const item of events) {
    const { kind, requestId } = item.line;
    if (requestId === null) {
      const [only] = open.values();
      if (open.size === 1) only?.lines.push(item);
      else if (open.size > 1) for (const run of open.values()) run.sharedLines += 1;
      else if (starting.length > 0 || kind === 'init' || kind === 'restore') starting.push(item);
      continue;
    }
    const known = open.get(requestId);
    const isNext = known === undefined || (kind === 'start' && known.start !== null);
    // What Lambda says of a timeout may stand behind the REPORT.
    const over = newest.get(requestId);
    const isAfterword = known === undefined && over !== undefined && kind !== 'start' && kind !== 'report';
    const run = isAfterword ? over : isNext ? begin(requestId, item.event.logStream) : known;
    run.lines.push(item);
    if (kind === 'start') run.start = item;
    if (kind !== 'report') continue;
    run.report = item;
    open.delete(requestId);
  }
  return runs;
}

function toldRun({ requestId, logStream, lines, start, report, sharedLines }: GrowingRun): ToldRun {
  const told = report?.line.report ?? null;
  const firstMs = lines.find(({ line }) => line.requestId === requestId)?.event.timestampMs ?? 0;
  return {
    requestId,
    logStream,
    attempt: report?.invocation?.attempt ?? 1,
    attempts: report?.invocation?.attempts ?? 1,
    version: start?.line.version ?? parseLogStream(logStream)?.version ?? null,
    startMs:
      start?.event.timestampMs ??
      (report === null || told === null
        ? firstMs
        : Math.min(firstMs, report.event.timestampMs - Math.round(told.durationMs))),
    hasStart: start !== null,
    endMs: report?.event.timestampMs ?? null,
    report: told,
    reportEvent: report?.event ?? null,
    outcome: outcomeOfRun(lines.map(({ line }) => line)),
    lines,
    sharedLines,
  };
}

/** Those that are not over have no row that counts them. */
function withAttempts(runs: readonly ToldRun[]): readonly ToldRun[] {
  const seen = new Map<RawText, number>();
  const total = new Map<RawText, number>();
  for (const { requestId } of runs) total.set(requestId, (total.get(requestId) ?? 0) + 1);
  return runs.map((run) => {
    const place = (seen.get(run.requestId) ?? 0) + 1;
    seen.set(run.requestId, place);
    return {
      ...run,
      attempt: Math.max(run.attempt, place),
      attempts: Math.max(run.attempts, total.get(run.requestId) ?? 1),
    };
  });
}
