import { useEffect, useState } from 'react';
import { LONGEST_TIMEOUT_MS } from '../../../lambda/function/function-setup.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import type { RequestAnswer } from '../../../monitor/log/reading/find-request.ts';
import type { AppSettings } from '../../parts/app-settings.ts';

/** State of the search for a request that is not in memory. */
export type FoundRequest = RequestAnswer | { readonly kind: 'searching' } | { readonly kind: 'idle' };

const SOONEST_AGAIN_MS = 2 * SECOND_MS;
/** By then AWS shows nearly every line, also of the longest run. */
const LATEST_AGAIN_MS = LONGEST_TIMEOUT_MS + MINUTE_MS;

interface Found {
  readonly key: RunKey;
  readonly answer: RequestAnswer;
  readonly atMs: EpochMs;
}

/**
 * Searches for the request of a run, where that `isWanted`, and gives the search up when it no longer is. A run may be
 * opened before its last lines are in the log: until its end is found, it is searched for again.
 *
 * @param key the same object for the same run
 */
export function useFoundRequest(
  target: string,
  key: RunKey,
  { isWanted, nowMs }: { readonly isWanted: boolean; readonly nowMs: EpochMs },
  { findRequest, now }: Pick<AppSettings, 'findRequest' | 'now'>,
): FoundRequest {
  const [last, setLast] = useState<Found | null>(null);
  const found = last?.key === key ? last : null;
  const { requestId } = key;
  const isDue = isWanted && requestId !== null && (found === null || isWorthRepeating(found, nowMs));
  useEffect(() => {
    if (!isDue || requestId === null) return;
    const left = new AbortController();
    void findRequest(target, requestId, left.signal).then((answer) => {
      if (!left.signal.aborted) setLast({ key, answer: answer ?? { kind: 'absent' }, atMs: now() });
    });
    return () => left.abort();
  }, [target, key, requestId, isDue, findRequest, now]);
  return found?.answer ?? { kind: isDue ? 'searching' : 'idle' };
}

/** A dozen times at most, as each time the run must have grown older by half, and a last time in the end. */
function isWorthRepeating({ key, answer, atMs }: Found, nowMs: EpochMs): boolean {
  if (key.atMs === null || answer.kind === 'failed') return false;
  const run = answer.kind === 'found' ? runAt(answer.runs, key) : null;
  if (run !== null && run.endMs !== null) return false;
  const ageMs = atMs - key.atMs;
  if (ageMs >= LATEST_AGAIN_MS) return false;
  const againMs = atMs + Math.max(SOONEST_AGAIN_MS, ageMs / 2);
  return nowMs >= Math.min(againMs, key.atMs + LATEST_AGAIN_MS);
}
