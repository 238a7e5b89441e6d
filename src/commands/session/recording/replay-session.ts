import type { EpochMs } from '../../../lambda/time.ts';
import { JSON_FAILURES, STORY_PATTERN, TEXT_FAILURES } from '../../../logs/queries/failure-pattern.ts';
import { ApiLedger } from '../../../monitor/calls/api-ledger.ts';
import { type CallBudget, createCallBudget } from '../../../monitor/calls/call-budget.ts';
import { type Clock, createClock, REAL_TIME } from '../../../monitor/clock.ts';
import { type SleepWatch, watchSleeps } from '../../../monitor/sleep-watch.ts';
import type { Sources } from '../../../monitor/sources.ts';
import { waitingClock } from '../../../monitor/waiting-clock.ts';
import { playback } from '../../../recording/playback/playback.ts';
import type { Replayed, ReplaySession } from '../../command/replayed.ts';
import { logsReadToTheEnd } from './read-to-the-end.ts';

/** Time for followers to find the last fact: account time for their pauses, wall time for their work. */
const LINGER_MS = 6_000;
const WALL_LINGER_MS = 1_000;

/** The account in a recording. */
export interface AccountInRecording {
  readonly region: string;
  readonly regions: readonly string[];
  readonly sources: Sources;
  readonly clock: Clock;
  readonly sleeps: SleepWatch;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  readonly replay: ReplaySession;
}

export interface Reading {
  readonly hasScreen: boolean;
  /** Whether the command reads once and ends: then it should see everything. */
  readonly readsOnce: boolean;
  /** Whether the command follows logs: then it ends after their last line. */
  readonly followsLogs: boolean;
  /** Whether only failures of logs are wanted: then what filters found of them is enough. */
  readonly wantsFailures: boolean;
}

export function openReplaySession(
  { recording, words, startMs, speed, end }: Replayed,
  { hasScreen, readsOnce, followsLogs, wantsFailures }: Reading,
): AccountInRecording {
  const { header, endMs } = recording;
  const beginMs = startMs ?? (readsOnce ? endMs : header.startedMs);
  const endsByItself = !hasScreen && !readsOnce;
  const setting = { anchorMs: beginMs, wallStartMs: Date.now(), speed };
  // A log's follower asks for the rest after the end: if time stood still, nothing would ever be due.
  const tellsAllOfItsLogs = endsByItself && followsLogs;
  const waiting = waitingClock(setting);
  let playedAt = speed;
  let isPaused = false;
  const play = () => waiting.setSpeed(isPaused ? 0 : playedAt);
  const clock = tellsAllOfItsLogs ? waiting : clockUpTo(endMs, waiting);
  const { sources, sleeps, logFromMs, wasLogRead } = playback(recording, {
    clock,
    retellsErrors: !readsOnce,
    storyPattern: STORY_PATTERN,
    failurePatterns: wantsFailures ? [TEXT_FAILURES, JSON_FAILURES] : [],
  });
  const readToTheEnd = tellsAllOfItsLogs ? logsReadToTheEnd(sources.logs, { clock, endMs }) : null;
  // A screen stays at the end for as long as the user likes.
  if (endsByItself) {
    const lingered = clock.sleep(endMs - beginMs + LINGER_MS + WALL_LINGER_MS * speed);
    void Promise.all([lingered, readToTheEnd?.done]).then(end);
  }
  return {
    region: header.region,
    regions: header.regions ?? [header.region],
    sources: { ...sources, logs: { ...sources.logs, ...readToTheEnd?.logs } },
    clock,
    sleeps: watchSleeps(sleeps),
    budget: boundlessBudget(),
    ledger: new FreeLedger(beginMs),
    replay: {
      endMs,
      speed: () => playedAt,
      setSpeed(next) {
        playedAt = next;
        play();
      },
      isPaused: () => isPaused,
      setPaused(next) {
        isPaused = next;
        play();
      },
      words,
      logFromMs,
      wasLogRead,
      begin: waiting.restart,
    },
  };
}

/** A clock that stops at the end of the recording. */
function clockUpTo(endMs: EpochMs, clock: Clock): Clock {
  return { now: () => Math.min(endMs, clock.now()), sleep: clock.sleep };
}

/** No calls are made, so nothing has to be limited or counted. */
function boundlessBudget(): CallBudget {
  const budget = createCallBudget(createClock(REAL_TIME), {
    // A retry comes as soon as it may have come then, and waits for the call that is recorded.
    random: () => 0,
    share: Number.POSITIVE_INFINITY,
  });
  return { ...budget, state: () => [] };
}

/** A recording costs nothing to read. */
class FreeLedger extends ApiLedger {
  override recordMetrics(): void {}
}
