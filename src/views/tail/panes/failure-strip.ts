import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import type { EndedCalls } from '../../../logs/story/failure-timeline.ts';
import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import { isReadable } from '../../../monitor/log/tail/followed-log.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Cause } from '../../../triage/cause/cause.ts';
import { ownOnset } from '../../../triage/cause/own-cause.ts';
import type { FunctionMinute } from '../../../triage/minute/function-minute.ts';
import { countChanges } from '../../../triage/onset/count-changes.ts';

/** When invocations failed, as far as the log has been read. */
export interface FailureStrip {
  readonly fromMs: EpochMs;
  readonly spanMs: number;
  /** One for each cell, oldest first; null for one that was not read. */
  readonly spans: readonly (EndedCalls | null)[];
  /** The time up to which the log has been read: later cells may still change. */
  readonly settledMs: EpochMs;
  readonly marks: readonly StripMark[];
  /** Whether all calls are visible: an AWS filter passes only some. */
  readonly isWhole: boolean;
}

/** An event marked beside the strip. */
export interface StripMark {
  readonly kind: 'deploy' | 'onset';
  readonly atMs: EpochMs;
  readonly says: SafeText | null;
}

const MOST_CELLS = 60;
/** Metrics are there at once, so this much of them is shown. */
const METRICS_SHOWN_MS = 45 * MINUTE_MS;
const SPANS_MS = [5, 10, 15, 30, 60, 120, 300, 900, 1_800].map((seconds) => seconds * SECOND_MS);

/** Facts from outside the log shown with it. */
export interface StripView {
  readonly functions: readonly FunctionConfiguration[];
  /** The log's single function, where metrics cover it. */
  readonly status: FunctionStatus | null;
  /** What hurts in the fleet. */
  readonly causes: readonly Cause[];
  /** The length of the window; null for as long as was read. */
  readonly windowMs: number | null;
}

/** Null before anything was read. */
export function failureStrip(
  tail: Pick<LogTail, 'spans' | 'versions'>,
  snapshot: LogTailSnapshot,
  { functions, status, causes, windowMs }: StripView,
): FailureStrip | null {
  const { readFromMs, reachedMs, streamedThroughMs, wanted } = snapshot;
  if (reachedMs === null || reachedMs <= readFromMs) return null;
  const throughMs = Math.max(reachedMs, streamedThroughMs ?? reachedMs);
  const readMs = throughMs - readFromMs;
  const lengthMs = windowMs ?? (status === null ? readMs : Math.max(METRICS_SHOWN_MS, readMs));
  const shortestMs = status === null ? 0 : MINUTE_MS;
  const spanMs =
    SPANS_MS.find((each) => each >= shortestMs && lengthMs / each <= MOST_CELLS) ??
    SPANS_MS.at(-1) ??
    MINUTE_MS;
  const countedMs = countedFromMs(snapshot);
  const fromMs = firstCellMs(throughMs - lengthMs, countedMs, throughMs, spanMs);
  const count = Math.ceil((throughMs - fromMs) / spanMs);
  const endMs = fromMs + count * spanMs;
  const settledMs = snapshot.status === 'ended' ? endMs : reachedMs;
  const read = tail
    .spans(fromMs, spanMs, count)
    .map((span, index) => (fromMs + (index + 1) * spanMs <= countedMs ? null : span));
  const spans = withMetrics({ spans: read, fromMs, spanMs, countedFromMs: countedMs }, status);
  const settled = spans.filter((_, index) => fromMs + (index + 1) * spanMs <= settledMs);
  const isWhole = wanted.pattern === null;
  const onsets = status !== null ? onsetOf(status, causes) : isWhole ? riseIn(settled, fromMs, spanMs) : [];
  return {
    fromMs,
    spanMs,
    spans,
    settledMs,
    isWhole,
    marks: [...deploysIn(tail, readFromMs), ...changesOf(functions), ...onsets].filter(
      ({ atMs }) => atMs >= fromMs && atMs < endMs,
    ),
  };
}

/** A first cell of which only the end was read would look like a rise, so the strip begins with the next. */
function firstCellMs(beginMs: EpochMs, countedFromMs: EpochMs, throughMs: EpochMs, spanMs: number): EpochMs {
  const firstMs = Math.floor(beginMs / spanMs) * spanMs;
  const nextMs = firstMs + spanMs;
  return firstMs < countedFromMs && countedFromMs < nextMs && nextMs < throughMs ? nextMs : firstMs;
}

/** Calls are counted from here on, those of rows that memory has dropped since included. */
function countedFromMs({ logs, readFromMs }: LogTailSnapshot): EpochMs {
  const readable = logs.filter(isReadable);
  return readable.length === 0 ? readFromMs : Math.max(...readable.map((log) => log.readFromMs));
}

/** What the log itself shows, and since when its calls are counted. */
interface ReadSpans extends Pick<FailureStrip, 'spans' | 'fromMs' | 'spanMs'> {
  readonly countedFromMs: EpochMs;
}

/**
 * As far as metrics reach, their counts are used: they go further back, and include calls without lines. Behind them, a
 * span of which only the end was read would look as if failures were fewer, so it is left open; the newest is marked as
 * unsettled anyway.
 */
function withMetrics(
  { spans, fromMs, spanMs, countedFromMs }: ReadSpans,
  status: FunctionStatus | null,
): FailureStrip['spans'] {
  if (status === null || status.minutes.length === 0) return spans;
  return spans.map((span, index) => {
    const startMs = fromMs + index * spanMs;
    const minutes = status.minutes.filter(
      ({ minuteMs }) => minuteMs >= startMs && minuteMs < startMs + spanMs,
    );
    const isOpen = startMs < countedFromMs && index < spans.length - 1;
    if (minutes.length < spanMs / MINUTE_MS) return isOpen ? null : span;
    const sum = (of: (minute: FunctionMinute) => number | null) =>
      minutes.reduce((total, minute) => total + (of(minute) ?? 0), 0);
    return { failed: sum(({ errors }) => errors), all: sum(({ invocations }) => invocations) };
  });
}

/** A version first seen a while after the beginning is new; behind an alias two write from the start. */
const AFTER_BEGIN_MS = MINUTE_MS;

function deploysIn(tail: Pick<LogTail, 'versions'>, readFromMs: EpochMs): readonly StripMark[] {
  const versions = tail.versions();
  const isOfSeveral = versions.some(({ name }) => name !== versions[0]?.name);
  return versions.flatMap(({ name, version, firstMs }, index): readonly StripMark[] => {
    const before = versions.slice(0, index).filter((each) => each.name === name);
    const isNew = before.length > 0 && before.every((each) => Number(each.version) < Number(version));
    if (!isNew || firstMs < readFromMs + AFTER_BEGIN_MS) return [];
    const of = isOfSeveral && name !== null ? safe`${safeText(name)} ` : safe``;
    return [{ kind: 'deploy', atMs: firstMs, says: safe`${of}v${safeText(version)}` }];
  });
}

function changesOf(functions: readonly FunctionConfiguration[]): readonly StripMark[] {
  if (functions.length !== 1) return [];
  return functions.flatMap(({ lastModifiedMs, version }) =>
    lastModifiedMs === null
      ? []
      : [
          {
            kind: 'deploy',
            atMs: lastModifiedMs,
            says: version === '$LATEST' ? null : safe`v${safeText(version)}`,
          },
        ],
  );
}

/** Without metrics, the log itself shows when failures became more frequent. */
function riseIn(spans: FailureStrip['spans'], fromMs: EpochMs, spanMs: number): readonly StripMark[] {
  const read = spans.flatMap((span, index) => (span === null ? [] : [{ ...span, index }]));
  const rise = countChanges(read.map(({ failed, all }) => ({ count: failed, total: all }))).findLast(
    ({ before, after }) => after > before,
  );
  const first = rise === undefined ? undefined : read[rise.place];
  return first === undefined
    ? []
    : [{ kind: 'onset', atMs: fromMs + first.index * spanMs, says: safe`more failed` }];
}

function onsetOf(status: FunctionStatus, causes: readonly Cause[]): readonly StripMark[] {
  const { durationRise } = status;
  if (durationRise !== null)
    return [{ kind: 'onset', atMs: durationRise.sinceMs, says: safe`duration rose` }];
  const sinceMs = ownOnset(causes, status);
  return sinceMs === null ? [] : [{ kind: 'onset', atMs: sinceMs, says: null }];
}
