import { useState } from 'react';
import { LONGEST_TIMEOUT_MS } from '../../../lambda/function/function-setup.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { type LoggedRun, type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import type { AppSettings, LogSpan } from '../../parts/app-settings.ts';
import type { RunsOfSpan } from './runs-of-span.ts';
import { useRunsOfSpan } from './use-runs-of-span.ts';

/** Enough other runs for a comparison, at a cost of one to three calls. */
const BEFORE_MS = MINUTE_MS;
/** How long a run may continue after a line of it, by default. */
const AFTER_LINE_MS = MINUTE_MS;
const AFTERWORD_MS = SECOND_MS;

export interface RunsAround {
  /** Where they are; null where that is unknown. */
  readonly span: LogSpan | null;
  /** Null while they are being read. */
  readonly runs: RunsOfSpan | null;
}

interface PartlyRead {
  readonly isPart: boolean;
  readonly runs: readonly LoggedRun[];
  /** When the run ended; null while that is unknown. */
  readonly endMs: EpochMs | null;
}

interface ReadSpan extends Pick<PartlyRead, 'endMs'> {
  readonly key: RunKey;
  readonly span: LogSpan | null;
}

/** The runs around one that the log on screen holds only partly; null where the log is complete. */
export function useRunsAround(
  target: string,
  key: RunKey,
  { isPart, runs: ofLog, endMs }: PartlyRead,
  { openTail, now }: Pick<AppSettings, 'openTail' | 'now'>,
): RunsAround | null {
  // Neither the clock nor new lines change the span: only the end of a run that was opened before it.
  const [read, setRead] = useState<ReadSpan | null>(null);
  const isOfKey = isPart && read?.key === key && (read.endMs !== null || endMs === null);
  if (isPart && !isOfKey) setRead({ key, endMs, span: spanAround(key, runAt(ofLog, key), now(), endMs) });
  const ofSpan = useRunsOfSpan(target, isOfKey ? read.span : null, openTail);
  const runs = useFullerReading(key, isOfKey ? read.span : null, isOfKey ? ofSpan : null);
  return isOfKey ? { span: read.span, runs } : null;
}

interface Reading {
  readonly key: RunKey;
  readonly span: LogSpan | null;
  readonly runs: RunsOfSpan;
}

/** What was read before the end of a run is shown until the reading after it tells more: that may fail, or be slow. */
function useFullerReading(key: RunKey, span: LogSpan | null, runs: RunsOfSpan | null): RunsOfSpan | null {
  const [kept, keep] = useState<Reading | null>(null);
  const before = kept?.key === key ? kept : null;
  const isNews = runs !== null && runs !== before?.runs;
  if (isNews && (before === null || before.span === span || isFuller(runs, before)))
    keep({ key, span, runs });
  return before?.runs ?? runs;
}

function isFuller(runs: RunsOfSpan, before: Reading): boolean {
  const linesIn = (read: RunsOfSpan) => runAt(read.runs, before.key)?.lines.length ?? 0;
  return runs.isWhole || linesIn(runs) > linesIn(before.runs);
}

/** At most as long as the longest run: if old lines are assigned to it wrongly, its request is searched for instead. */
export function spanAround(
  { atMs }: RunKey,
  run: LoggedRun | null,
  nowMs: EpochMs,
  knownEndMs: EpochMs | null = null,
): LogSpan | null {
  const startMs = run?.startMs ?? atMs;
  if (startMs === null) return null;
  const endMs = run?.endMs ?? knownEndMs ?? (atMs ?? startMs) + AFTER_LINE_MS;
  const untilMs = Math.min(nowMs, endMs + AFTERWORD_MS);
  return { sinceMs: Math.max(startMs, untilMs - LONGEST_TIMEOUT_MS - AFTERWORD_MS) - BEFORE_MS, untilMs };
}
