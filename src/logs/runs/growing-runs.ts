import type { RawText } from '../../terminal/text.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { comparePlaces, type LogPlace, placeOf } from '../log-order.ts';
import { addLine, addShared, type GrowingRun, newRun, replaceLine, toldRun } from './growing-run.ts';
import { type Besides, createRunsBeside } from './runs-beside.ts';
import type { ToldRun } from './told-run.ts';

/**
 * The runs of one execution environment as its events tell them one by one, in log order. A line without a request id
 * is of the run that goes on; where several do at once, it is nobody's. An environment has one run after the other as a
 * rule: one that began before another did is over then, though its REPORT was not read or never written. Where it writes
 * again it goes on beside the other, as it does on a managed instance: until its REPORT, until all others are over and
 * the next begins, or until it has been silent for as long as no run may take.
 */
export interface GrowingRuns {
  /** An event behind all that were told. */
  tell(event: StoryEvent): void;
  /** Whether a run turned out to go on that had no part in lines which may be its own: all has to be told anew. */
  readonly isMistaken: boolean;
  /** What is known now of the runs that went on beside others, for the next telling of the same events. */
  besides(): Besides;
  /** Puts an event in the place of one that was told. */
  replace(told: StoryEvent, event: StoryEvent): void;
  /** By their first line. What did not change since is the same object. */
  runs(): readonly ToldRun[];
  /** Forgets the first runs that have no line at or behind a place. Gives back the first event that is left, if any. */
  forgetBefore(place: LogPlace): StoryEvent | undefined;
}

export function createGrowingRuns(logStream: RawText, known: Besides = new Map()): GrowingRuns {
  const runs: GrowingRun[] = [];
  const open = new Map<RawText, GrowingRun>();
  const newest = new Map<RawText, GrowingRun>();
  const beside = createRunsBeside(known);
  /** What the environment says of itself before it runs anything. */
  let starting: StoryEvent[] = [];
  let nameless = 0;
  let isMistaken = false;

  /** The run that began last, unless it is over. */
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
    // What Lambda says of a timeout may stand behind the REPORT.
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
        run.told ??= toldRun(run, logStream);
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

/** Of lines of one moment the order says nothing. */
function isBehindBegin(item: StoryEvent, last: GrowingRun | undefined, run: GrowingRun): boolean {
  return run !== last && last !== undefined && last.first.event.timestampMs < item.event.timestampMs;
}

export function isAtOrBehind(item: StoryEvent | undefined, place: LogPlace): boolean {
  return item !== undefined && comparePlaces(placeOf(item), place) >= 0;
}
