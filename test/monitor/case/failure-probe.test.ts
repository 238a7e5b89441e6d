import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { FailureProbe } from '../../../src/monitor/case/failure-probe.ts';
import type { SourceError } from '../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { notRecorded } from '../../../src/recording/playback/not-recorded.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../log/scripted-log.ts';
import { scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12);
const EVENTS_OF_A_PAGE = 100;

const THROTTLED: SourceError = {
  kind: 'throttled',
  action: 'logs:FilterLogEvents',
  name: rawText('ThrottlingException'),
  message: rawText('Rate exceeded'),
};

/** A steady number of timeouts per minute, as pages of a hundred. */
function failingLog(perMinute: number, untilMs = Number.POSITIVE_INFINITY): LogSource {
  const everyMs = MINUTE_MS / perMinute;
  return {
    page: async ({ range, token }) => {
      const first = Math.ceil(range.startMs / everyMs) + Number(token ?? 0);
      const last = Math.floor(Math.min(range.endMs, untilMs) / everyMs);
      const items = Array.from(
        { length: Math.max(0, Math.min(EVENTS_OF_A_PAGE, last - first + 1)) },
        (_, place) => {
          const timeMs = (first + place) * everyMs;
          const id = `6753e908-f80f-4a05-90c9-${String(first + place)
            .slice(-12)
            .padStart(12, '0')}`;
          return logEvent(
            `${first + place}`,
            timeMs,
            timeMs,
            `${new Date(timeMs).toISOString()} ${id} Task timed out after 3.00 seconds`,
          );
        },
      );
      const isLast = first + items.length > last;
      return {
        ok: true,
        value: { items, nextToken: isLast ? null : rawText(`${Number(token ?? 0) + items.length}`) },
      };
    },
  };
}

async function probedAfter(perMinute: number, minutes: readonly number[], untilMs?: number) {
  const clock = createSteppedClock(0);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const asking = { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
  const probe = new FailureProbe(failingLog(perMinute, untilMs), asking, scriptedFunction('checkout'));
  const told = [];
  for (const minute of minutes) {
    const early: number[] = [];
    await probe.read(NOW_MS + minute * MINUTE_MS, () => early.push(countIn(probe)));
    const evidence = probe.evidence()!;
    told.push({
      ...evidence,
      count: countIn(probe),
      /** What was published before the end of the reading. */
      early,
      minutes: (evidence.toMs - evidence.fromMs) / MINUTE_MS,
    });
  }
  return told;
}

function countIn(probe: FailureProbe): number {
  return (probe.evidence()?.groups ?? []).reduce((sum, { count }) => sum + count, 0);
}

describe('the failures found in a log', () => {
  it('are published as soon as the newest minute is read, while older ones wait for their calls', async () => {
    const clock = createSteppedClock(0);
    const asking = {
      clock,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      ledger: new ApiLedger(0),
      signal: new AbortController().signal,
    };
    const log = failingLog(10);
    let pages = 0;
    const onlyOnce: LogSource = {
      page: (...question) => (pages++ === 0 ? log.page(...question) : new Promise(() => {})),
    };
    const probe = new FailureProbe(onlyOnce, asking, scriptedFunction('checkout'));
    await new Promise<void>((resolve) => void probe.read(NOW_MS, resolve));
    expect(probe.evidence()).toMatchObject({ isComplete: true, fromMs: NOW_MS - MINUTE_MS, toMs: NOW_MS });
  });

  it.each([
    { perMinute: 10, minutes: 15 },
    { perMinute: 37, minutes: 15 },
    { perMinute: 38, minutes: 15 },
    { perMinute: 60, minutes: 15 },
    { perMinute: 100, minutes: 7 },
    { perMinute: 120, minutes: 7 },
    { perMinute: 200, minutes: 3 },
  ])(
    'are all of those in the $minutes minutes that could be read in full, at $perMinute a minute',
    async ({ perMinute, minutes }) => {
      const [first] = await probedAfter(perMinute, [0]);
      expect(first).toMatchObject({ isComplete: true, minutes });
      expect(Math.abs(first!.count - perMinute * minutes)).toBeLessThanOrEqual(1);
    },
  );

  it('stand for the minutes that the session of a recording had read, if it had read no older ones', async () => {
    const clock = createSteppedClock(0);
    const budget = createCallBudget(clock, { random: () => 0.5 });
    const asking = { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
    const log = failingLog(10);
    const recorded: LogSource = {
      page: async (question, signal) =>
        question.range.startMs >= NOW_MS - 3 * MINUTE_MS
          ? log.page(question, signal)
          : notRecorded('logs:FilterLogEvents', question.group, 'absent'),
    };
    const probe = new FailureProbe(recorded, asking, scriptedFunction('checkout'));
    await probe.read(NOW_MS);
    expect(probe.evidence()).toMatchObject({ error: null, isComplete: true, fromMs: NOW_MS - 3 * MINUTE_MS });
  });

  it('are a lower bound if not even one minute could be read in full', async () => {
    const [first] = await probedAfter(1_000, [0]);
    expect(first).toMatchObject({ isComplete: false, minutes: 1 });
  });

  it('are a lower bound if the newest lines are still missing and there are more of the others than can be read', async () => {
    const [first] = await probedAfter(1_000, [0], NOW_MS - 2 * MINUTE_MS);
    expect(first).toMatchObject({ isComplete: false, minutes: 3 });
    expect(first?.count).toBeGreaterThan(100);
  });

  it.each([10, 100, 1_000])(
    'are told after an hour without a look as at the first one, at %d a minute',
    async (perMinute) => {
      const [first] = await probedAfter(perMinute, [60]);
      const [, again] = await probedAfter(perMinute, [0, 60]);
      expect([again?.count, again?.minutes, again?.isComplete]).toEqual([
        first?.count,
        first?.minutes,
        first?.isComplete,
      ]);
      expect(again?.early).toEqual(first?.early);
    },
  );

  it('grow in number as their span grows', async () => {
    const probed = await probedAfter(100, [0, 1, 2, 3, 4]);
    expect(probed.map(({ minutes }) => minutes)).toEqual([7, 8, 9, 10, 11]);
    for (const { count, minutes, isComplete } of probed) {
      expect(isComplete).toBe(true);
      expect(Math.abs(count - 100 * minutes)).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    {
      what: 'are read up to a new minute, however short ago the last look was',
      seconds: [50, 65],
      readTo: [50, 65],
    },
    {
      what: 'are not read again within a minute, however often that is looked at',
      seconds: [5, 15, 25, 35, 45, 55, 65],
      readTo: [5, 5, 5, 5, 5, 5, 65],
    },
    { what: 'are not read up to a minute before the last one', seconds: [65, 55], readTo: [65, 65] },
  ])('$what', async ({ seconds, readTo }) => {
    const probed = await probedAfter(
      1,
      seconds.map((second) => second / 60),
    );
    expect(probed.map(({ toMs }) => (toMs - NOW_MS) / SECOND_MS)).toEqual(readTo);
  });

  it.each([
    {
      again: 'not read again by looks that follow each other closely',
      pauseMs: 5 * SECOND_MS,
      isRead: false,
    },
    { again: 'read again a minute later', pauseMs: MINUTE_MS, isRead: true },
  ])(
    'of the same minute are $again, where those of an older span had no answer',
    async ({ pauseMs, isRead }) => {
      const stepped = createSteppedClock(0);
      let pausedMs = 0;
      const clock = { ...stepped, now: () => stepped.now() + pausedMs };
      const budget = createCallBudget(clock, { random: () => 0.5 });
      const asking = { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
      const log = failingLog(10);
      let isHealed = false;
      let calls = 0;
      const source: LogSource = {
        page: async (question, signal) => {
          calls += 1;
          return isHealed || question.range.startMs >= NOW_MS - MINUTE_MS
            ? log.page(question, signal)
            : { ok: false, error: THROTTLED };
        },
      };
      const probe = new FailureProbe(source, asking, scriptedFunction('checkout'));
      await probe.read(NOW_MS);
      const firstCalls = calls;
      isHealed = true;
      for (const seconds of [1, 2, 3]) {
        pausedMs += pauseMs;
        await probe.read(NOW_MS + seconds * SECOND_MS);
      }
      expect(calls > firstCalls).toBe(isRead);
      expect(probe.evidence()?.error?.kind).toBe(isRead ? undefined : 'throttled');
    },
  );

  it.each([
    { log: 'in which calls fail', failures: 10 },
    { log: 'in which none does', failures: 0 },
  ])('never claim a log without lines while one $log is being read', async ({ failures }) => {
    const clock = createSteppedClock(0);
    const budget = createCallBudget(clock, { random: () => 0.5 });
    const asking = { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
    const failing = failingLog(10);
    const claimsLines: (boolean | undefined)[] = [];
    const source: LogSource = {
      page: async (question, signal) => {
        claimsLines.push(probe.evidence()?.hasLines);
        return failures > 0 || question.pattern === null
          ? failing.page(question, signal)
          : { ok: true, value: { items: [], nextToken: null } };
      },
    };
    const probe = new FailureProbe(source, asking, scriptedFunction('checkout'));
    await probe.read(NOW_MS);
    expect(claimsLines.length).toBeGreaterThan(2);
    expect(claimsLines).not.toContain(false);
    expect(probe.evidence()?.hasLines).toBe(true);
  });
});
