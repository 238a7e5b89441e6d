import type { EpochMs } from '../../lambda/time.ts';
import { STORY_PATTERN } from '../../logs/queries/failure-pattern.ts';
import { ApiLedger } from '../../monitor/calls/api-ledger.ts';
import { type CallBudget, createCallBudget } from '../../monitor/calls/call-budget.ts';
import { type Clock, createClock, REAL_TIME } from '../../monitor/clock.ts';
import { type SleepWatch, watchSleeps } from '../../monitor/sleep-watch.ts';
import type { Sources } from '../../monitor/sources.ts';
import { playback } from '../../recording/playback.ts';
import type { Replayed, ReplaySession } from '../command/replayed.ts';
import { logsReadToTheEnd } from './read-to-the-end.ts';

/** After the last fact, what follows is given so long to find it: account time for its pauses, wall time for its work. */
const LINGER_MS = 6_000;
const WALL_LINGER_MS = 1_000;

/** What a session looks at. */
export interface AccountInRecording {
  readonly region: string;
  readonly sources: Sources;
  readonly clock: Clock;
  readonly sleeps: SleepWatch;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  readonly replay: ReplaySession;
}

export interface Reading {
  readonly hasScreen: boolean;
  /** Whether the command reads what there is, and ends: then it is to see all of it. */
  readonly readsOnce: boolean;
  /** Whether it is logs that the command follows: then it ends when it has told all of them. */
  readonly followsLogs: boolean;
}

export function openReplaySession(
  { recording, startMs, speed, end }: Replayed,
  { hasScreen, readsOnce, followsLogs }: Reading,
): AccountInRecording {
  const { header, endMs } = recording;
  const beginMs = startMs ?? (readsOnce ? endMs : header.startedMs);
  const endsByItself = !hasScreen && !readsOnce;
  const setting = { anchorMs: beginMs, wallStartMs: Date.now(), speed };
  // Who follows a log asks for what is left of it after the end: in a time that stands still, nothing is ever due.
  const tellsAllOfItsLogs = endsByItself && followsLogs;
  const clock = tellsAllOfItsLogs ? createClock(setting) : clockUpTo(endMs, setting);
  const { sources, sleeps, logFromMs } = playback(recording, {
    clock,
    retellsErrors: !readsOnce,
    storyPattern: STORY_PATTERN,
  });
  const readToTheEnd = tellsAllOfItsLogs ? logsReadToTheEnd(sources.logs, { clock, endMs }) : null;
  // On a screen one looks at the end for as long as one likes.
  if (endsByItself) {
    const lingered = clock.sleep(endMs - beginMs + LINGER_MS + WALL_LINGER_MS * speed);
    void Promise.all([lingered, readToTheEnd?.done]).then(end);
  }
  return {
    region: header.region,
    sources: { ...sources, logs: { ...sources.logs, ...readToTheEnd?.logs } },
    clock,
    sleeps: watchSleeps(sleeps),
    budget: boundlessBudget(),
    ledger: new FreeLedger(beginMs),
    replay: { endMs, speed, logFromMs },
  };
}

/** The time of the replay stands still at its end. */
function clockUpTo(endMs: EpochMs, setting: Parameters<typeof createClock>[0]): Clock {
  const clock = createClock(setting);
  return { now: () => Math.min(endMs, clock.now()), sleep: clock.sleep };
}

/** Nobody is asked, so nobody has to be spared, and no call is counted. */
function boundlessBudget(): CallBudget {
  const budget = createCallBudget(createClock(REAL_TIME), {
    random: Math.random,
    share: Number.POSITIVE_INFINITY,
  });
  return { ...budget, state: () => [] };
}

/** A recording costs nothing to ask. */
class FreeLedger extends ApiLedger {
  override recordMetrics(): void {}
}
