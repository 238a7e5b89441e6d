import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { readComparison } from '../../../src/monitor/case/case-comparison.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import { NOT_RECORDED } from '../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../log/scripted-log.ts';
import { scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12);
const minuteAgo = (minutes: number) => NOW_MS - minutes * MINUTE_MS;

/** A line a second; the newest lines, up to `lateMinutes` old, are missing. */
function lateLog(lateMinutes: number, asked: number[] = []): LogSource {
  return {
    page: async ({ range: { startMs, endMs } }) => {
      asked.push((NOW_MS - startMs) / MINUTE_MS);
      const first = Math.ceil(startMs / 1_000);
      const last = Math.floor(Math.min(endMs, minuteAgo(lateMinutes)) / 1_000);
      const items = Array.from({ length: Math.max(0, last - first) }, (_, place) => {
        const timeMs = (first + place) * 1_000;
        return logEvent(String(timeMs), timeMs, timeMs, `order ${place} stored`);
      });
      return { ok: true, value: { items, nextToken: null } };
    },
  };
}

function askingAt(clock: Clock) {
  const budget = createCallBudget(clock, { random: () => 0.5 });
  return { clock, budget, ledger: new ApiLedger(0), signal: new AbortController().signal };
}

const spansBefore = (beforeEnds: number) => ({
  now: { startMs: minuteAgo(1), endMs: NOW_MS },
  before: { startMs: minuteAgo(beforeEnds + 1), endMs: minuteAgo(beforeEnds) },
});
const SPANS = spansBefore(40);

async function compared(source: LogSource, beforeEnds = 40) {
  const asking = askingAt(createSteppedClock(NOW_MS));
  const spans = spansBefore(beforeEnds);
  const answer = await readComparison(source, asking, scriptedFunction('checkout'), { spans });
  return answer.ok ? answer.value : null;
}

async function comparedSpan(source: LogSource, beforeEnds?: number) {
  const comparison = await compared(source, beforeEnds);
  return comparison && (NOW_MS - comparison.now.fromMs) / MINUTE_MS;
}

describe('the span of a log that is compared with an earlier one', () => {
  it('is the newest one that hurts', async () => {
    expect(await comparedSpan(lateLog(0))).toBe(1);
  });

  it('is five minutes older if no line of it has arrived yet', async () => {
    expect(await comparedSpan(lateLog(4))).toBe(6);
  });

  it('never overlaps the earlier one, however late lines come', async () => {
    expect(await comparedSpan(lateLog(2), 5)).toBe(3);
    expect(await comparedSpan(lateLog(4), 3)).toBeNull();
  });

  it('is asked for at most once more', async () => {
    const asked: number[] = [];
    expect(await comparedSpan(lateLog(10, asked))).toBeNull();
    expect(asked.toSorted((one, other) => one - other)).toEqual([1, 6, 41]);
  });
});

describe('the first line of a new pattern', () => {
  it.each([
    { tookS: 3, isSought: true },
    { tookS: 7, isSought: true },
    { tookS: 9, isSought: false },
  ])('is looked for unless the spans took $tookS s to read: $isSought', async ({ tookS, isSought }) => {
    const clock = createSteppedClock(NOW_MS);
    const asking = askingAt(clock);
    let searches = 0;
    const source: LogSource = {
      async page({ range: { startMs }, pattern }) {
        if (pattern !== null) searches += 1;
        else if (startMs === SPANS.before.startMs) await clock.sleep(tookS * 1_000);
        const says = startMs < SPANS.now.startMs ? 'stored' : 'refused by the payment service';
        const items = Array.from({ length: 60 }, (_, second) => {
          const timeMs = startMs + second * 1_000;
          return logEvent(String(timeMs), timeMs, timeMs, `order ${second} ${says}`);
        });
        return { ok: true, value: { items, nextToken: null } };
      },
    };
    const untilMs = NOW_MS + 4_000;
    await readComparison(source, asking, scriptedFunction('checkout'), { spans: SPANS, untilMs });
    expect(searches > 0).toBe(isSought);
  });
});

describe('a log that can be compared with nothing', () => {
  const error = {
    kind: 'absent' as const,
    action: 'logs:FilterLogEvents',
    name: rawText(NOT_RECORDED),
    message: rawText('not recorded'),
  };
  /** Answers only about the newest minutes. */
  const withoutEarlier = (earlier: Awaited<ReturnType<LogSource['page']>>): LogSource => ({
    page: (question, signal) =>
      question.range.startMs < minuteAgo(10) ? Promise.resolve(earlier) : lateLog(0).page(question, signal),
  });

  it('keeps why its earlier lines could not be read', async () => {
    expect(await compared(withoutEarlier({ ok: false, error }))).toMatchObject({
      before: null,
      beforeError: error,
    });
  });

  it('has no error where it holds no earlier line', async () => {
    const empty = { ok: true as const, value: { items: [], nextToken: null } };
    expect(await compared(withoutEarlier(empty))).toMatchObject({ before: null, beforeError: null });
  });
});
