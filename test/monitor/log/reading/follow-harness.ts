import type { LogEvent } from '../../../../src/logs/event.ts';
import type { TailEvent, TailItem } from '../../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import type { FollowEnd, FollowRequest } from '../../../../src/monitor/log/follow-request.ts';
import { followLog } from '../../../../src/monitor/log/reading/log-follower.ts';
import { processSleeps } from '../../../../src/monitor/process-sleeps.ts';
import { watchSleeps } from '../../../../src/monitor/sleep-watch.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { createManualClock, type ManualClock } from '../../manual-clock.ts';
import { createScriptedLog, type LogScript, type ScriptedLog } from '../scripted-log.ts';

export const START_MS = Date.UTC(2026, 10, 20, 3, 0, 0);

export interface Following {
  readonly clock: ManualClock;
  readonly log: ScriptedLog;
  readonly items: readonly TailItem[];
  /** Null while it is running. */
  end(): FollowEnd | null;
  stop(): Promise<FollowEnd>;
}

export interface FollowScript extends Omit<LogScript, 'clock'> {
  readonly request?: Partial<FollowRequest>;
  readonly quotaPerSecond?: number;
  /** For anything else in the test that uses the same clock. */
  readonly clock?: ManualClock;
}

/** A reader of a scripted log, on a clock that the test moves. */
export function following({
  request,
  quotaPerSecond = 10,
  clock = createManualClock(START_MS),
  ...script
}: FollowScript): Following {
  const log = createScriptedLog({ ...script, clock });
  const items: TailItem[] = [];
  const stopped = new AbortController();
  let end: FollowEnd | null = null;
  const ended = followLog({
    source: log,
    group: rawText('/aws/lambda/checkout-api'),
    clock,
    sleeps: watchSleeps(processSleeps(clock)),
    budget: createCallBudget(clock, {
      random: () => 0.5,
      quotaPerSecond: { 'logs:FilterLogEvents': quotaPerSecond },
    }),
    sinceMs: START_MS - 60_000,
    untilMs: null,
    follow: true,
    pattern: null,
    signal: stopped.signal,
    onItems: (news) => items.push(...news),
    ...request,
  });
  void ended.then((result) => {
    end = result;
  });
  return {
    clock,
    log,
    items,
    end: () => end,
    stop() {
      stopped.abort();
      return ended;
    },
  };
}

export function eventsIn(items: readonly TailItem[]): readonly LogEvent[] {
  return tailEventsIn(items).map(({ event }) => event);
}

export function tailEventsIn(items: readonly TailItem[]): readonly TailEvent[] {
  return items.flatMap((item) => (item.type === 'event' ? [item] : []));
}

export function idsIn(items: readonly TailItem[]): readonly string[] {
  return eventsIn(items).map(({ eventId }) => eventId);
}
