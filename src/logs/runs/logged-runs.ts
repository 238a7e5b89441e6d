import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import type { StoryEvent, StoryItem } from '../lines/story-item.ts';
import { compareEvents, type LogPlace } from '../log-order.ts';
import { createEnvironmentStory, type EnvironmentStory } from './environment-story.ts';
import type { LoggedRun } from './logged-run.ts';

/** The runs in a log, updated with its lines: one that did not change is not built again. */
export interface LoggedRuns {
  /** Events as read, and rows that replaced one, in any order. */
  add(events: readonly StoryEvent[]): void;
  /** By start; the same list while nothing changes. */
  runs(): readonly LoggedRun[];
  /** Forgets runs without a line at or after a place; of the others all lines are kept. */
  forgetBefore(place: LogPlace): void;
}

export function createLoggedRuns(): LoggedRuns {
  const environments = new Map<RawText, EnvironmentStory>();
  let told: readonly LoggedRun[] | null = [];
  return {
    add(events) {
      if (events.length > 0) told = null;
      for (const [logStream, batch] of byLogStream(events)) {
        const known = environments.get(logStream);
        const environment = known ?? createEnvironmentStory(logStream);
        if (known === undefined) environments.set(logStream, environment);
        environment.add(batch);
      }
    },
    runs() {
      told ??= withAttempts(
        [...environments.values()].flatMap((environment) => environment.runs()).sort(compareStarts),
      );
      return told;
    },
    forgetBefore(place) {
      told = null;
      for (const [logStream, environment] of environments)
        if (!environment.forgetBefore(place)) environments.delete(logStream);
    },
  };
}

function byLogStream(events: readonly StoryEvent[]): ReadonlyMap<RawText, readonly StoryEvent[]> {
  const batches = new Map<RawText, StoryEvent[]>();
  for (const event of events) {
    const batch = batches.get(event.event.logStream);
    if (batch === undefined) batches.set(event.event.logStream, [event]);
    else batch.push(event);
  }
  return batches;
}

/** For runs that began in one millisecond, an order that does not depend on how the log was read. */
function compareStarts(one: LoggedRun, other: LoggedRun): number {
  if (one.startMs !== other.startMs) return one.startMs - other.startMs;
  return one.logStream < other.logStream ? -1 : one.logStream > other.logStream ? 1 : 0;
}

/** The runs in rows given in log order, by start. */
export function loggedRuns(items: readonly StoryItem[]): readonly LoggedRun[] {
  const logged = createLoggedRuns();
  logged.add(eventsOf(items));
  return logged.runs();
}

/** The events that rows stand for, in log order: a finished invocation's START and END have no rows. */
export function eventsOf(items: readonly StoryItem[]): readonly StoryEvent[] {
  const hidden: StoryEvent[] = [];
  const events: StoryEvent[] = [];
  for (const item of items) {
    if (item.type !== 'event') continue;
    // A START does not record whether its REPORT has come.
    events.push(item.line.kind === 'start' ? { ...item, invocation: null } : item);
    for (const event of [item.invocation?.start, item.invocation?.end]) {
      if (event == null || event.eventId === item.event.eventId) continue;
      hidden.push({ ...item, event, line: lineOf(event), invocation: null });
    }
  }
  if (hidden.length === 0) return events;
  return [...events, ...hidden].sort((one, other) => compareEvents(one.event, other.event));
}

/** The runs of a log may be built more than once. */
const linesOfEvents = new WeakMap<LogEvent, LogLine>();

function lineOf(event: LogEvent): LogLine {
  const known = linesOfEvents.get(event);
  if (known !== undefined) return known;
  const line = parseLogLine(event.message);
  linesOfEvents.set(event, line);
  return line;
}

/** Numbers the runs of each request by start: unfinished runs have no row that counts them. */
export function withAttempts(runs: readonly LoggedRun[]): readonly LoggedRun[] {
  const total = new Map<RawText, number>();
  for (const { requestId } of runs) total.set(requestId, (total.get(requestId) ?? 0) + 1);
  if (total.size === runs.length) return runs;
  const seen = new Map<RawText, number>();
  return runs.map((run) => {
    const count = total.get(run.requestId) ?? 1;
    if (count === 1) return run;
    const place = (seen.get(run.requestId) ?? 0) + 1;
    seen.set(run.requestId, place);
    const attempt = Math.max(run.attempt, place);
    const attempts = Math.max(run.attempts, count);
    return run.attempt === attempt && run.attempts === attempts ? run : { ...run, attempt, attempts };
  });
}
