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

/** The runs around one that the log on screen holds only partly; null where the log is complete. */
export function useRunsAround(
  target: string,
  key: RunKey,
  { isPart, runs }: { readonly isPart: boolean; readonly runs: readonly LoggedRun[] },
  { openTail, now }: Pick<AppSettings, 'openTail' | 'now'>,
): RunsAround | null {
  // Neither the clock nor new lines change the span.
  const [read, setRead] = useState<{ readonly key: RunKey; readonly span: LogSpan | null } | null>(null);
  const isOfKey = isPart && read?.key === key;
  if (isPart && !isOfKey) setRead({ key, span: spanAround(key, runAt(runs, key), now()) });
  const ofSpan = useRunsOfSpan(target, isOfKey ? read.span : null, openTail);
  return isOfKey ? { span: read.span, runs: ofSpan } : null;
}

/** At most as long as the longest run: if old lines are assigned to it wrongly, its request is searched for instead. */
export function spanAround({ atMs }: RunKey, run: LoggedRun | null, nowMs: EpochMs): LogSpan | null {
  const startMs = run?.startMs ?? atMs;
  if (startMs === null) return null;
  const endMs = run?.endMs ?? (atMs ?? startMs) + AFTER_LINE_MS;
  const untilMs = Math.min(nowMs, endMs + AFTERWORD_MS);
  return { sinceMs: Math.max(startMs, untilMs - LONGEST_TIMEOUT_MS - AFTERWORD_MS) - BEFORE_MS, untilMs };
}
