import type { LogLine } from '../../lambda/line/log-line.ts';
import { parseLogStream } from '../../lambda/log-stream.ts';
import type { RawText } from '../../terminal/text.ts';
import { endOfInvocation } from '../lines/invocation.ts';
import type { StoryEvent } from '../lines/story-item.ts';
import { originIn } from '../log-name.ts';
import type { LoggedRun } from './logged-run.ts';
import { outcomeOfRun } from './run-outcome.ts';

/** A run under construction. */
export interface GrowingRun {
  readonly requestId: RawText;
  readonly lines: StoryEvent[];
  /** The first and last lines that name it. */
  first: StoryEvent;
  last: StoryEvent;
  /** Its last line after another run began. */
  beside: StoryEvent | null;
  /** How many lines without a request id had been seen when it last took part in them, or began. */
  heard: number;
  start: StoryEvent | null;
  report: StoryEvent | null;
  sharedLines: number;
  /** A cache; null after a change. */
  told: LoggedRun | null;
}

export function newRun(
  requestId: RawText,
  first: StoryEvent,
  starting: StoryEvent[],
  heard: number,
): GrowingRun {
  return {
    ...{ requestId, lines: starting, first, last: first, beside: null, heard },
    ...{ start: null, report: null, sharedLines: 0, told: null },
  };
}

export function addLine(run: GrowingRun, item: StoryEvent): void {
  run.lines.push(item);
  run.told = null;
}

export function addShared(run: GrowingRun): void {
  run.sharedLines += 1;
  run.told = null;
}

export function replaceLine(run: GrowingRun, told: StoryEvent, event: StoryEvent): void {
  run.lines[run.lines.indexOf(told)] = event;
  if (run.first === told) run.first = event;
  if (run.last === told) run.last = event;
  if (run.beside === told) run.beside = event;
  if (run.start === told) run.start = event;
  if (run.report === told) run.report = event;
  run.told = null;
}

/**
 * A run may succeed although its environment's init failed first: init is then repeated within the run. Until the
 * REPORT comes, only what the environment said is known.
 */
function tellingLines(
  lines: readonly StoryEvent[],
  requestId: RawText,
  report: StoryEvent | null,
): readonly LogLine[] {
  const first = report === null ? 0 : lines.findIndex(({ line }) => line.requestId === requestId);
  return lines.slice(first).map(({ line }) => line);
}

/** Whether all lines of a run were read, as far as its row tells. */
function isWhole(report: StoryEvent | null): boolean {
  const invocation = report?.invocation ?? null;
  return invocation === null || endOfInvocation(invocation).outcome !== null;
}

export function loggedRun(
  { requestId, lines, first, start, report, sharedLines }: GrowingRun,
  logStream: RawText,
): LoggedRun {
  const told = report?.line.report ?? null;
  const firstMs = lines.find(({ line }) => line.requestId === requestId)?.event.timestampMs ?? 0;
  return {
    requestId,
    logStream,
    origin: first.origin === undefined ? null : originIn(logStream, first.origin),
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
    outcome: outcomeOfRun(tellingLines(lines, requestId, report), isWhole(report)),
    lines: [...lines],
    sharedLines,
  };
}
