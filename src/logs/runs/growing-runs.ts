import type { RawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import { addLine, addShared, type GrowingRun, loggedRun, newRun, replaceLine } from './growing-run.ts';
import type { LoggedRun } from './logged-run.ts';
import { type Besides, createRunsBeside } from './runs-beside.ts';

/**
 * The runs of one execution environment, built from its events in log order. A line without a request id belongs to the
 * running run; where several run at once, it belongs to none. Usually an environment has one run after another: a run
 * that began before the next one is over, even if its REPORT was not read or never written. If it writes again, it goes
 * on beside the other, as on a managed instance: until its REPORT, until all others are over and the next begins, or
 * until it has been silent for longer than any run may take.
 */
export interface GrowingRuns {
  /** Takes an event later than all before. */
  tell(event: StoryEvent): void;
  /**
   * Whether a run turned out to have been running while lines were assigned without it: everything has to be rebuilt.
   */
  readonly isMistaken: boolean;
  /** What is now known of runs that went on beside others, for rebuilding from the same events. */
  besides(): Besides;
  /** Replaces an event by a newer version of it. */
  replace(told: StoryEvent, event: StoryEvent): void;
  /** By first line. Unchanged runs are the same objects. */
  runs(): readonly LoggedRun[];
  /** Forgets leading runs without a line at or after a place. Returns the first remaining event, if any. */
  forgetBefore(place: LogPlace): StoryEvent | undefined;
}

export function createGrowingRuns(logStream: RawText, known: Besides = new Map()): GrowingRuns {
  const runs: GrowingRun[] = [];
  const open = new Map<RawText, GrowingRun>();
  const newest = new Map<RawText, GrowingRun>();
  const beside = createRunsBeside(known);
  /** Lines that the environment writes before its first run. */
  let starting: StoryEvent[] = [];
  let nameless = 0;
  let isMistaken = false;

  /** The latest run, unless it is over. */
  const latest = (): GrowingRun | undefined => {
    const last = runs.at(-1);
    return last !== undefined && open.get(last.requestId) === last ? last : undefined;
  };

  const begin = (requestId: RawText, item: StoryEvent): GrowingRun => {
    beside.nextBegins(item, latest());
    const former = open.get(requestId);
    if (former !== undefined) beside.end(former);
    const run = newRun(requestId, item, starting, nameless);
    starting = [];
    runs.push(run);
    open.set(requestId, run);
    newest.set(requestId, run);
    return run;
  };

  const tellNameless = (item: StoryEvent) => {
    nameless += 1;
    const running = beside.running(latest());
    for (const run of running) run.heard = nameless;
    const [only] = running;
    if (running.length > 1) for (const run of running) addShared(run);
    else if (only !== undefined) addLine(only, item);
    else if (starting.length > 0 || item.line.kind === 'init' || item.line.kind === 'restore')
      starting.push(item);
  };

  const tell = (item: StoryEvent) => {
    const { kind, requestId } = item.line;
    if (requestId === null) return tellNameless(item);
    const before = open.get(requestId);
    const isNext = before === undefined || (kind === 'start' && before.start !== null);
    // Lambda's line about a timeout may follow the REPORT.
    const over = newest.get(requestId);
    const isAfterword = before === undefined && over !== undefined && kind !== 'start' && kind !== 'report';
    const run = isAfterword ? over : isNext ? begin(requestId, item) : before;
    if (!isAfterword && isBehindBegin(item, runs.at(-1), run)) {
      isMistaken ||= run.heard < nameless;
      run.heard = nameless;
      beside.goOn(run, item);
    }
    addLine(run, item);
    run.last = item;
    if (kind === 'start') run.start = item;
    if (kind !== 'report') return;
    run.report = item;
    open.delete(requestId);
    beside.end(run);
  };

  return {
    tell,
    get isMistaken() {
      return isMistaken;
    },
    besides: () =>
      new Map(runs.flatMap((run) => (run.beside === null ? [] : [[run.first, run.beside] as const]))),
    replace(told, event) {
      const { requestId } = told.line;
      const run = runs.findLast(
        (each) => (requestId === null || requestId === each.requestId) && each.lines.includes(told),
      );
      if (run !== undefined) replaceLine(run, told, event);
    },
    runs: () =>
      runs.map((run) => {
        run.told ??= loggedRun(run, logStream);
        return run.told;
      }),
    forgetBefore(place) {
      const kept = runs.findIndex(({ lines }) => isAtOrBehind(lines.at(-1), place));
      for (const run of runs.splice(0, kept < 0 ? runs.length : kept)) {
        if (open.get(run.requestId) === run) open.delete(run.requestId);
        if (newest.get(run.requestId) === run) newest.delete(run.requestId);
        beside.end(run);
      }
      if (!isAtOrBehind(starting.at(-1), place)) starting = [];
      return runs[0]?.lines[0] ?? starting[0];
    },
  };
}

/** Lines of the same millisecond have no known order. */
function isBehindBegin(item: StoryEvent, last: GrowingRun | undefined, run: GrowingRun): boolean {
  return run !== last && last !== undefined && last.first.event.timestampMs < item.event.timestampMs;
}

export function isAtOrBehind(item: StoryEvent | undefined, place: LogPlace): boolean {
  return item !== undefined && comparePlaces(placeOf(item), place) >= 0;
}
