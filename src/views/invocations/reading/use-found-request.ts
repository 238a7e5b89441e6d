import { useEffect, useState } from 'react';
import { LONGEST_TIMEOUT_MS } from '../../../lambda/function/function-setup.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';
import { type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import type { RequestAnswer } from '../../../monitor/log/reading/find-request.ts';
import type { AppSettings, UnsearchedLog } from '../../parts/app-settings.ts';

/** State of the search for a request that is not in memory. */
export type FoundRequest = SearchAnswer | { readonly kind: 'searching' } | { readonly kind: 'idle' };

type SearchAnswer = RequestAnswer | UnsearchedLog;

const SOONEST_AGAIN_MS = 2 * SECOND_MS;
/** By then AWS shows nearly every line, also of the longest run. */
const LATEST_AGAIN_MS = LONGEST_TIMEOUT_MS + MINUTE_MS;
/** Sooner, what fails would fail again. */
const AFTER_FAILURE_MS = 30 * SECOND_MS;

type Failure = Extract<SearchAnswer, { readonly kind: 'failed' | 'unsearched' }>;

interface Search {
  readonly key: RunKey;
  /** A failure only where no earlier search of this run had an answer. */
  readonly answer: SearchAnswer;
  readonly failure: Failure | null;
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
  const [newest, setNewest] = useState<Search | null>(null);
  const last = newest?.key === key ? newest : null;
  const { requestId } = key;
  const isDue = isWanted && requestId !== null && (last === null || isWorthRepeating(last, nowMs));
  useEffect(() => {
    if (!isDue || requestId === null) return;
    const left = new AbortController();
    void findRequest(target, requestId, left.signal).then((answer) => {
      if (!left.signal.aborted) setNewest((before) => searchAfter(before, key, answer, now()));
    });
    return () => left.abort();
  }, [target, key, requestId, isDue, findRequest, now]);
  return last?.answer ?? { kind: isDue ? 'searching' : 'idle' };
}

function searchAfter(before: Search | null, key: RunKey, answer: SearchAnswer, atMs: EpochMs): Search {
  const failure = failureOf(answer);
  const known = before?.key === key && failureOf(before.answer) === null ? before.answer : null;
  return { key, answer: (failure && known) ?? answer, failure, atMs };
}

function failureOf(answer: SearchAnswer): Failure | null {
  return answer.kind === 'failed' || answer.kind === 'unsearched' ? answer : null;
}

/** A dozen times at most, as each time the run must have grown older by half, and a last time in the end. */
function isWorthRepeating({ key, answer, failure, atMs }: Search, nowMs: EpochMs): boolean {
  if (failure !== null)
    return (failure.kind === 'failed' || failure.isPassing) && nowMs >= atMs + AFTER_FAILURE_MS;
  const run = answer.kind === 'found' ? runAt(answer.runs, key) : null;
  const wentOnMs = key.atMs ?? run?.startMs ?? null;
  if (wentOnMs === null || (run !== null && run.endMs !== null)) return false;
  const ageMs = atMs - wentOnMs;
  if (ageMs >= LATEST_AGAIN_MS) return false;
  const againMs = atMs + Math.max(SOONEST_AGAIN_MS, ageMs / 2);
  return nowMs >= Math.min(againMs, wentOnMs + LATEST_AGAIN_MS);
}
