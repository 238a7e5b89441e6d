import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeftLog, KEPT_MS, type LeftLog, type OpenLog } from '../../../src/commands/screen/left-log.ts';
import { lookingClock } from '../../../src/commands/screen/looking-clock.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { type WakeableClock, wakeableClock } from '../../../src/monitor/clock.ts';
import { DEFAULT_LIMITS, type LogTailRequest, openLogTail } from '../../../src/monitor/log/tail/log-tail.ts';
import { createWatchedConcurrency } from '../../../src/monitor/log/watched-concurrency.ts';
import { rawText } from '../../../src/terminal/text.ts';
import {
  createScriptedLog,
  logEvent,
  type ScriptedLog,
  type Weather,
} from '../../monitor/log/scripted-log.ts';
import { createManualClock, type ManualClock } from '../../monitor/manual-clock.ts';

const START_MS = Date.UTC(2026, 10, 24, 3, 0);
const NAME = rawText('checkout-api');
const EVENTS = Array.from({ length: 600 }, (_, place) =>
  logEvent(`e${place}`, START_MS + (place - 60) * 1_000),
);

let clock: ManualClock;
let tailClock: WakeableClock;
let source: ScriptedLog;
let weather: Weather;
let left: LeftLog;
beforeEach(() => {
  weather = 'fine';
  clock = createManualClock(START_MS);
  tailClock = wakeableClock(clock);
  source = createScriptedLog({ events: EVENTS, clock, weather: () => weather });
  left = createLeftLog(clock);
});
afterEach(() => left.close());

function opened(request: Partial<LogTailRequest> = {}): OpenLog {
  const tail = openLogTail({
    source,
    clock: tailClock,
    frames: clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    choices: [
      { group: rawText('/aws/lambda/checkout-api'), writers: [{ functionName: NAME, versions: null }] },
    ],
    sinceMs: START_MS - 60_000,
    untilMs: null,
    follow: true,
    pattern: null,
    rules: null,
    ...request,
  });
  return { kind: 'open', tail, functions: [] };
}

/** A log that was viewed for ten seconds, and closed. */
async function leave(word: string, log = opened()): Promise<OpenLog> {
  const visit = left.visit(word);
  await clock.advance(10_000);
  visit.leave(log);
  return log;
}

async function endOf({ tail }: OpenLog): Promise<string> {
  return Promise.race([
    tail.ended.then(({ kind }) => kind),
    new Promise<string>((resolve) => setImmediate(() => setImmediate(resolve, 'goes on'))),
  ]);
}

describe('a log under other screens', () => {
  /** How often its screens were asked whether they give it up. */
  let asked = 0;
  beforeEach(() => {
    asked = 0;
  });

  async function covered(givesUp: boolean) {
    const visit = left.visit('checkout-api');
    const log = opened();
    await clock.advance(10_000);
    const end = visit.rest(log, () => {
      asked += 1;
      return givesUp;
    });
    await clock.advance(2_000);
    return { visit, log, end, calls: source.callsMs.length };
  }

  it('is not read, and read on when they are gone', async () => {
    const { log, end, calls } = await covered(true);
    await clock.advance(KEPT_MS - 3_000);
    expect([source.callsMs.length, asked]).toEqual([calls, 0]);
    end();
    await clock.advance(KEPT_MS);
    expect(source.callsMs.length).toBeGreaterThan(calls);
    expect(asked).toBe(0);
    log.tail.close();
  });

  it('is closed after three minutes if its screens give it up, and opened again', async () => {
    const { visit, log, end, calls } = await covered(true);
    await clock.advance(KEPT_MS);
    expect(await endOf(log)).toBe('aborted');
    end();
    visit.leave(log);
    await clock.advance(10_000);
    expect([source.callsMs.length, asked]).toEqual([calls, 1]);
    expect(left.visit('checkout-api').found).toBeNull();
  });

  it('stays however long if they do not', async () => {
    const { visit, log, end, calls } = await covered(false);
    await clock.advance(10 * KEPT_MS);
    expect([source.callsMs.length, asked]).toEqual([calls, 1]);
    end();
    await clock.advance(60_000);
    expect(source.callsMs.length).toBeGreaterThan(calls);
    visit.leave(log);
    expect(left.visit('checkout-api').found).toBe(log);
    log.tail.close();
  });
});

describe('what one more log may keep', () => {
  const { maxBytes } = DEFAULT_LIMITS;
  const sized = (share: number) => {
    const log = opened();
    return { ...log, tail: { ...log.tail, sizeBytes: () => maxBytes * share } };
  };

  it.each([
    { rests: 0.5, leaves: 0.5 },
    { rests: 1, leaves: 0.25 },
  ])('is $leaves of all over one that rests with $rests', ({ rests, leaves }) => {
    expect(left.limits()).toEqual(DEFAULT_LIMITS);
    const under = sized(rests);
    const end = left.visit('checkout-api').rest(under, () => false);
    expect(left.limits().maxBytes / maxBytes).toBeCloseTo(leaves);
    end();
    expect(left.limits()).toEqual(DEFAULT_LIMITS);
    under.tail.close();
  });

  it('is not less beside one that is kept, which is gone in three minutes', async () => {
    const { tail } = await leave('geo-lookup', sized(0.4));
    expect(left.limits()).toEqual(DEFAULT_LIMITS);
    tail.close();
  });

  it('is that of two at most: over one that rests, none is kept besides', async () => {
    const kept = await leave('geo-lookup');
    const under = opened();
    left.visit('checkout-api').rest(under, () => false);
    left.visit('image-resize');
    expect(left.visit('geo-lookup').found).toBeNull();
    for (const { tail } of [kept, under]) tail.close();
  });
});

describe('a log that was closed', () => {
  it('is found again within three minutes, and still reading', async () => {
    const log = await leave('checkout-api');
    await clock.advance(KEPT_MS - 1_000);
    const calls = source.callsMs.length;
    expect(left.visit('checkout-api').found).toBe(log);
    await clock.advance(10_000);
    expect(source.callsMs.length).toBeGreaterThan(calls);
    log.tail.close();
  });

  it('is dropped after three minutes', async () => {
    const log = await leave('checkout-api');
    await clock.advance(KEPT_MS);
    expect(await endOf(log)).toBe('aborted');
    expect(left.visit('checkout-api').found).toBeNull();
  });

  it('is kept for another three minutes when it is closed again', async () => {
    const log = await leave('checkout-api');
    await clock.advance(KEPT_MS - 1_000);
    left.visit('checkout-api').leave(log);
    await clock.advance(KEPT_MS - 1_000);
    expect(left.visit('checkout-api').found).toBe(log);
    log.tail.close();
  });

  it('is dropped when another one is closed', async () => {
    const first = await leave('checkout-api');
    const second = await leave('geo-lookup');
    expect([await endOf(first), await endOf(second)]).toEqual(['aborted', 'goes on']);
    expect(left.visit('checkout-api').found).toBeNull();
    expect(left.visit('geo-lookup').found).toBe(second);
    second.tail.close();
  });

  it('is kept even if readers are woken, as by signing in', async () => {
    const log = await leave('checkout-api');
    tailClock.wake();
    await clock.advance(1_000);
    expect(left.visit('checkout-api').found).toBe(log);
    log.tail.close();
  });

  it('is opened again if it ended in the meantime', async () => {
    const log = opened();
    let hasEnded = false;
    const getSnapshot = () => ({
      ...log.tail.getSnapshot(),
      ...(hasEnded ? { status: 'ended' as const } : {}),
    });
    await leave('checkout-api', { ...log, tail: { ...log.tail, getSnapshot } });
    hasEnded = true;
    expect(left.visit('checkout-api').found).toBeNull();
    expect(await endOf(log)).toBe('aborted');
  });

  it('is not kept if it fills more than half of its memory', async () => {
    const log = await leave('checkout-api', opened({ limits: { maxItems: 100, maxBytes: 10_000_000 } }));
    expect(await endOf(log)).toBe('aborted');
    expect(left.visit('checkout-api').found).toBeNull();
  });

  it('before it had loaded is dropped if it is open again, which still counts its concurrency', async () => {
    const watched = createWatchedConcurrency();
    const hasty = left.visit('checkout-api');
    const patient = left.visit('checkout-api');
    const late = opened({ listener: watched.listener() });
    const onScreen = opened({ listener: watched.listener() });
    hasty.leave(late);
    expect(await endOf(late)).toBe('aborted');
    await clock.advance(20_000);
    expect(watched.inFlightOf(NAME, () => 30_000)).not.toBeNull();
    await clock.advance(KEPT_MS);
    expect(watched.inFlightOf(NAME, () => 30_000)).not.toBeNull();
    patient.leave(onScreen);
    expect(left.visit('checkout-api').found).toBe(onScreen);
    onScreen.tail.close();
  });

  it('that could not be opened leaves nothing behind', async () => {
    left.visit('checkout-api').leave(null);
    const log = await leave('checkout-api');
    expect(left.visit('checkout-api').found).toBe(log);
    log.tail.close();
  });

  it('looks for no new functions while it is held', async () => {
    const log = await leave('checkout-api');
    const looked: number[] = [];
    const over = new AbortController();
    const { now, sleep } = lookingClock(clock, log.tail);
    void sleep(60_000, over.signal).then(() => looked.push(now()));
    await clock.advance(120_000);
    expect(looked).toEqual([]);
    expect(left.visit('checkout-api').found).toBe(log);
    await clock.advance(1);
    expect(looked).toEqual([START_MS + 130_000]);
    log.tail.close();
  });
});
