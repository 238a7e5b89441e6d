import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { LastLinesReading } from '../../../../src/monitor/function/detail/last-lines.ts';
import { createScriptedLog, logEvent } from '../../log/scripted-log.ts';
import { scriptedFunction } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const START_MS = Date.UTC(2026, 10, 24, 3, 12);
const PAGE_SIZE = 100;

/** So many lines, evenly spread, the last of them at `endMs` after the start. */
function linesUntil(endMs: number, count: number, everyMs: number): readonly LogEvent[] {
  return Array.from({ length: count }, (_, place) => {
    const timeMs = START_MS + endMs - (count - 1 - place) * everyMs;
    return logEvent(`line at ${timeMs - START_MS} ms, ${place}`, timeMs);
  });
}

/** What is shown, and how many calls it cost, at each of these times after the start. */
async function newestAt(times: readonly number[], events: readonly LogEvent[]) {
  // By then every line has arrived.
  const clock = createSteppedClock(START_MS + HOUR_MS);
  const log = createScriptedLog({ clock, events, pageSize: PAGE_SIZE });
  const reading = new LastLinesReading(scriptedFunction('checkout'), log, {
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share: Number.POSITIVE_INFINITY }),
    ledger: new ApiLedger(START_MS),
    signal: new AbortController().signal,
  });
  const shown = [];
  for (const timeMs of times) {
    const callsBefore = log.callsMs.length;
    await reading.readNewest(START_MS + timeMs, null);
    const lines = reading.lines?.events ?? [];
    shown.push({
      error: reading.lines?.error,
      count: lines.length,
      newestMs: (lines.at(-1)?.timestampMs ?? Number.NaN) - START_MS,
      calls: log.callsMs.length - callsBefore,
    });
  }
  return shown;
}

describe('the newest lines', () => {
  it('of a quiet log that becomes a loud one are those that could be read, then the newest at a call or two', async () => {
    const quiet = linesUntil(0, 3, MINUTE_MS);
    const loud = linesUntil(10 * MINUTE_MS, 120_000, 5);
    const [before, ...after] = await newestAt(
      [0, 1, 2, 3].map((minutes) => minutes * MINUTE_MS),
      [...quiet, ...loud],
    );
    expect(before).toMatchObject({ error: null, count: 3 });
    const [first, ...later] = after;
    expect(first).toMatchObject({ error: null, count: 30 });
    expect(first!.newestMs).toBeGreaterThan(MINUTE_MS - 15 * SECOND_MS);
    expect(later.map(({ newestMs }) => newestMs)).toEqual([2 * MINUTE_MS, 3 * MINUTE_MS]);
    expect(later.at(-1)?.calls).toBeLessThanOrEqual(2);
  });

  it.each([
    { what: 'a minute and a half', silentMs: 90 * SECOND_MS },
    { what: 'minutes', silentMs: 5 * MINUTE_MS },
  ])('of a burst are shown after $what of silence', async ({ silentMs }) => {
    const burst = linesUntil(0, 40, 12);
    const shown = await newestAt([0, silentMs], burst);
    expect(shown).toMatchObject([
      { error: null, count: 30, newestMs: 0 },
      { error: null, count: 30, newestMs: 0 },
    ]);
  });

  it('of a burst are shown after a silence, although the log before them has too many pages', async () => {
    const flood = linesUntil(-5 * MINUTE_MS, 10_000, 10);
    const burst = linesUntil(0, 40, 12);
    const [, after] = await newestAt([0, 2 * MINUTE_MS], [...flood, ...burst]);
    expect(after).toMatchObject({ error: null, count: 30, newestMs: 0 });
  });

  it('are none where the log has none of the newest minutes', async () => {
    const [, after] = await newestAt([0, 20 * MINUTE_MS], linesUntil(0, 40, 12));
    expect(after).toMatchObject({ error: null, count: 0 });
  });
});
