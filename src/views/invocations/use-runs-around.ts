import { useState } from 'react';
import { LONGEST_TIMEOUT_MS } from '../../lambda/function-setup.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { type RunKey, runAt, type ToldRun } from '../../logs/runs/told-run.ts';
import type { AppSettings, LogSpan } from '../parts/app-settings.ts';
import type { RunsOfSpan } from './runs-of-span.ts';
import { useRunsOfSpan } from './use-runs-of-span.ts';

/** What else ran: enough for a comparison, for a call or three. */
const BEFORE_MS = MINUTE_MS;
/** How long a run may go on behind a line of it, where nothing tells. */
const AFTER_LINE_MS = MINUTE_MS;
const AFTERWORD_MS = SECOND_MS;

export interface RunsAround {
  /** Whether there is nothing that tells where to read. */
  readonly isNowhere: boolean;
  /** Null while they are read. */
  readonly told: RunsOfSpan | null;
}

/** The runs around one of which the log on screen holds a part; null where the log is whole. */
export function useRunsAround(
  target: string,
  key: RunKey,
  { isPart, runs }: { readonly isPart: boolean; readonly runs: readonly ToldRun[] },
  { openTail, now }: Pick<AppSettings, 'openTail' | 'now'>,
): RunsAround | null {
  // Neither the clock nor lines that come on make it another span.
  const [read, setRead] = useState<{ readonly key: RunKey; readonly span: LogSpan | null } | null>(null);
  const isOfKey = isPart && read?.key === key;
  if (isPart && !isOfKey) setRead({ key, span: spanAround(key, runAt(runs, key), now()) });
  const told = useRunsOfSpan(target, isOfKey ? read.span : null, openTail);
  return isOfKey ? { isNowhere: read.span === null, told } : null;
}

/** At most as much as the longest of runs needs: where lines of long ago are taken to be of it, its request is looked for. */
export function spanAround({ atMs }: RunKey, run: ToldRun | null, nowMs: EpochMs): LogSpan | null {
  const startMs = run?.startMs ?? atMs;
  if (startMs === null) return null;
  const endMs = run?.endMs ?? (atMs ?? startMs) + AFTER_LINE_MS;
  const untilMs = Math.min(nowMs, endMs + AFTERWORD_MS);
  return { sinceMs: Math.max(startMs, untilMs - LONGEST_TIMEOUT_MS - AFTERWORD_MS) - BEFORE_MS, untilMs };
}
