import type { LogLine } from '../../lambda/line/log-line.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { RawText } from '../../terminal/text.ts';
import { comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import { outcomeOfRun } from './run-outcome.ts';
import type { StoryEvent } from './story-item.ts';
import type { ToldRun } from './told-run.ts';

/**
 * The runs of one execution environment as its events tell them one by one, in log order. A line without a request id
 * is of the run that goes on; where several do at once, it is nobody's. An environment has one run after the other as a
 * rule: one that began before another did is over then, though its REPORT was not read or never written.
 */
export interface GrowingRuns {
  /** An event behind all that were told. */
  tell(event: StoryEvent): void;
  /** Whether a run has gone on after another began. */
  readonly overlap: boolean;
  /** Puts an event in the place of one that was told. */
  replace(known: StoryEvent, event: StoryEvent): void;
  /** By their first line. What did not change since is the same object. */
  runs(): readonly ToldRun[];
  /** Forgets the first runs that have no line at or behind a place. Gives back the first event that is left, if any. */
  forgetBefore(place: LogPlace): StoryEvent | undefined;
}

/** A run as it is put together. */
interface GrowingRun {
  readonly requestId: RawText;
  readonly lines: StoryEvent[];
  start: StoryEvent | null;
  report: StoryEvent | null;
  sharedLines: number;
  /** Null where it has changed since it was told. */
  told: ToldRun | null;
}

/** @param mayOverlap whether it is known that several go on at once. */
export function createGrowingRuns(logStream: RawText, mayOverlap = false): GrowingRuns {
  const runs: GrowingRun[] = [];
  const open = new Map<RawText, GrowingRun>();
  const newest = new Map<RawText, GrowingRun>();
  /** What the environment says of itself before it runs anything. */
  let starting: StoryEvent[] = [];
  let overlap = mayOverlap;

  const begin = (requestId: RawText): GrowingRun => {
    const run = { requestId, lines: starting, start: null, report: null, sharedLines: 0, told: null };
    starting = [];
    runs.push(run);
    open.set(requestId, run);
    newest.set(requestId, run);
    return run;
  };

  const tellNameless = (item: StoryEvent) => {
    const last = runs.at(-1);
    const running = overlap
      ? [...open.values()]
      : last !== undefined && open.get(last.requestId) === last
        ? [last]
        : [];
    const [only] = running;
    if (running.length === 1 && only !== undefined) addLine(only, item);
    else if (running.length > 1) for (const run of running) addShared(run);
    else if (starting.length > 0 || item.line.kind === 'init' || item.line.kind === 'restore')
      starting.push(item);
  };

  const tell = (item: StoryEvent) => {
    const { kind, requestId } = item.line;
    if (requestId === null) return tellNameless(item);
    const known = open.get(requestId);
    const isNext = known === undefined || (kind === 'start' && known.start !== null);
    // What Lambda says of a timeout may stand behind the REPORT.
    const over = newest.get(requestId);
    const isAfterword = known === undefined && over !== undefined && kind !== 'start' && kind !== 'report';
    const run = isAfterword ? over : isNext ? begin(requestId) : known;
    overlap ||= !isAfterword && goesOnBeside(run, runs.at(-1), item);
    addLine(run, item);
    if (kind === 'start') run.start = item;
    if (kind !== 'report') return;
    run.report = item;
    open.delete(requestId);
  };

  return {
    tell,
    get overlap() {
      return overlap;
    },
    replace(known, event) {
      const { requestId } = known.line;
      const run = runs.findLast(
        (each) => (requestId === null || requestId === each.requestId) && each.lines.includes(known),
      );
      if (run === undefined) return;
      run.lines[run.lines.indexOf(known)] = event;
      if (run.start === known) run.start = event;
      if (run.report === known) run.report = event;
      run.told = null;
    },
    runs: () =>
      runs.map((run) => {
        run.told ??= toldRun(run, logStream);
        return run.told;
      }),
    forgetBefore(place) {
      const kept = runs.findIndex(({ lines }) => isAtOrBehind(lines.at(-1), place));
      for (const run of runs.splice(0, kept < 0 ? runs.length : kept)) {
        if (open.get(run.requestId) === run) open.delete(run.requestId);
        if (newest.get(run.requestId) === run) newest.delete(run.requestId);
      }
      if (!isAtOrBehind(starting.at(-1), place)) starting = [];
      return runs[0]?.lines[0] ?? starting[0];
    },
  };
}

/** Of lines of one moment the order says nothing. */
function goesOnBeside(run: GrowingRun, last: GrowingRun | undefined, item: StoryEvent): boolean {
  const begun = last?.lines.find(({ line }) => line.requestId === last.requestId);
  return run !== last && begun !== undefined && begun.event.timestampMs < item.event.timestampMs;
}

function addLine(run: GrowingRun, item: StoryEvent): void {
  run.lines.push(item);
  run.told = null;
}

function addShared(run: GrowingRun): void {
  run.sharedLines += 1;
  run.told = null;
}

/**
 * A run may do well whose environment did not at first: an init that failed is done again within the run. Before there
 * is a REPORT, what the environment said is all that is known.
 */
function tellingLines(
  lines: readonly StoryEvent[],
  requestId: RawText,
  report: StoryEvent | null,
): readonly LogLine[] {
  const first = report === null ? 0 : lines.findIndex(({ line }) => line.requestId === requestId);
  return lines.slice(first).map(({ line }) => line);
}

export function isAtOrBehind(item: StoryEvent | undefined, place: LogPlace): boolean {
  return item !== undefined && comparePlaces(placeOf(item), place) >= 0;
}

function toldRun({ requestId, lines, start, report, sharedLines }: GrowingRun, logStream: RawText): ToldRun {
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
    outcome: outcomeOfRun(tellingLines(lines, requestId, report)),
    lines: [...lines],
    sharedLines,
  };
}
