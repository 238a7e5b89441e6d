import type { LogLine } from '../../lambda/line/log-line.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { RawText } from '../../terminal/text.ts';
import { compareEvents, comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import { outcomeOfRun } from './run-outcome.ts';
import type { StoryEvent } from './story-item.ts';
import type { ToldRun } from './told-run.ts';

/**
 * The runs of one execution environment, which has one after the other as a rule: a line without a request id is of
 * the run that goes on; where several do at once, such a line is nobody's.
 */
export interface EnvironmentStory {
  /** In any order; the same event again takes the place of what it was. Those in log order cost least. */
  add(event: StoryEvent): void;
  /** By their first line. What did not change since is the same object. */
  runs(): readonly ToldRun[];
  /** Forgets the first runs that have no line at or behind a place. Gives back whether anything is left. */
  forgetBefore(place: LogPlace): boolean;
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

export function createEnvironmentStory(logStream: RawText): EnvironmentStory {
  const events: StoryEvent[] = [];
  let runs: GrowingRun[] = [];
  const open = new Map<RawText, GrowingRun>();
  const newest = new Map<RawText, GrowingRun>();
  /** What the environment says of itself before it runs anything. */
  let starting: StoryEvent[] = [];
  /** Whether an event came that belongs before others: all is told anew. */
  let isStale = false;

  const begin = (requestId: RawText): GrowingRun => {
    const run = { requestId, lines: starting, start: null, report: null, sharedLines: 0, told: null };
    starting = [];
    runs.push(run);
    open.set(requestId, run);
    newest.set(requestId, run);
    return run;
  };

  const tellNameless = (item: StoryEvent) => {
    const [only] = open.values();
    if (open.size === 1 && only !== undefined) addLine(only, item);
    else if (open.size > 1) for (const run of open.values()) addShared(run);
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
    addLine(run, item);
    if (kind === 'start') run.start = item;
    if (kind !== 'report') return;
    run.report = item;
    open.delete(requestId);
  };

  const replace = (known: StoryEvent, event: StoryEvent) => {
    const run = runs.findLast(({ lines }) => lines.includes(known));
    if (run === undefined) return;
    run.lines[run.lines.indexOf(known)] = event;
    if (run.start === known) run.start = event;
    if (run.report === known) run.report = event;
    run.told = null;
  };

  const tellAnew = () => {
    isStale = false;
    runs = [];
    starting = [];
    open.clear();
    newest.clear();
    for (const event of events) tell(event);
  };

  return {
    add(event) {
      const last = events.at(-1);
      const order = last === undefined ? -1 : compareEvents(last.event, event.event);
      if (order < 0) {
        events.push(event);
        if (!isStale) tell(event);
        return;
      }
      const index = events.findLastIndex((each) => compareEvents(each.event, event.event) <= 0);
      const known = events[index];
      if (known !== undefined && compareEvents(known.event, event.event) === 0) {
        events[index] = event;
        if (!isStale) replace(known, event);
      } else {
        events.splice(index + 1, 0, event);
        isStale = true;
      }
    },
    runs() {
      if (isStale) tellAnew();
      return runs.map((run) => {
        run.told ??= toldRun(run, logStream);
        return run.told;
      });
    },
    forgetBefore(place) {
      if (isStale) tellAnew();
      const kept = runs.findIndex(({ lines }) => isAtOrBehind(lines.at(-1), place));
      for (const run of runs.splice(0, kept < 0 ? runs.length : kept)) {
        if (open.get(run.requestId) === run) open.delete(run.requestId);
        if (newest.get(run.requestId) === run) newest.delete(run.requestId);
      }
      if (!isAtOrBehind(starting.at(-1), place)) starting = [];
      const first = runs[0]?.lines[0] ?? starting[0];
      const from = events.findIndex((each) => each === first || isAtOrBehind(each, place));
      events.splice(0, from < 0 ? events.length : from);
      return events.length > 0;
    },
  };
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

function isAtOrBehind(item: StoryEvent | undefined, place: LogPlace): boolean {
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
