import { useMemo } from 'react';
import type { EpochMs } from '../../../lambda/time.ts';
import { type LoggedRun, type RunKey, runAt } from '../../../logs/runs/logged-run.ts';
import { isWholeLog } from '../../../logs/selection/selection-rules.ts';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import type { AppSettings, LogSpan } from '../../parts/app-settings.ts';
import { portraitAmong, portraitOfPart } from './portrait-among.ts';
import { endMsOf, fullerRun, runInMemory } from './run-in-memory.ts';
import { useBaseline } from './use-baseline.ts';
import { type FoundRequest, useFoundRequest } from './use-found-request.ts';
import { useLoggedRuns } from './use-logged-runs.ts';
import { useRunsAround } from './use-runs-around.ts';

interface ChosenRun {
  /** Null while nothing of it was read. */
  readonly run: LoggedRun | null;
  readonly portrait: ReturnType<typeof portraitAmong> | null;
  /** Whether only some of its lines were read. */
  readonly isPart: boolean;
  readonly onsetMs: EpochMs | null;
  readonly search: FoundRequest;
  /** Whether the runs around it are being read, and the span of the log in which they are. */
  readonly isReading: boolean;
  /** Whether lines are still to come, without which it and what is told of others beside it may be incomplete. */
  readonly isBeingRead: boolean;
  readonly around: LogSpan | null;
}

interface Choosing {
  readonly target: string;
  readonly run: RunKey;
  readonly opened: { readonly tail: LogTail };
  readonly settings: AppSettings;
}

/** A run of an open log, from wherever it can be read: memory, the log around it, or a search further back. */
export function useChosenRun(
  { target, run: key, opened, settings }: Choosing,
  snapshot: LogTailSnapshot,
  nowMs: EpochMs,
): ChosenRun {
  const now = useLoggedRuns(opened.tail, nowMs);
  const onsetMs = onsetOf(target, settings);
  const before = useBaseline(target, onsetMs, settings.openTail);
  const isFiltered = !isWholeLog(snapshot.wanted);
  const endMs = isFiltered ? endMsOf(key, opened.tail.runsOf) : null;
  const around = useRunsAround(target, key, { isPart: isFiltered, runs: now.runs, endMs }, settings);
  const inMemory = runInMemory(key, {
    runs: now.runs,
    isWhole: !isFiltered,
    isStarting: snapshot.status === 'starting',
    around,
  });
  const isMissing = inMemory.knows === 'part';
  const search = useFoundRequest(target, key, { isWanted: isMissing, nowMs }, settings);
  const found = search.kind === 'found' ? search : null;
  const inFound = runAt(found?.runs ?? [], key);
  const run = fullerRun(inFound, inMemory.run);
  const isPart = isMissing && inFound === null;
  const ofSpan = around?.runs ?? null;
  const portrait = useMemo(() => {
    const among = run && portraitAmong(run, now, { found, around: ofSpan, before });
    return among && isPart ? portraitOfPart(among) : among;
  }, [run, now, ofSpan, found, before, isPart]);
  const isReading = isFiltered && inMemory.knows === 'reading';
  const isBeingRead = isFiltered ? isReading : now.isBeingRead;
  return { run, portrait, isPart, isBeingRead, onsetMs, search, isReading, around: around?.span ?? null };
}

/** The onset of the function's trouble, as far as it can be dated. */
function onsetOf(target: string, { fleet }: AppSettings): EpochMs | null {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === target);
  if (status === undefined) return null;
  const dated = [...status.reasons.map(({ sinceMs }) => sinceMs), status.durationRise?.sinceMs ?? null];
  const known = dated.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}
