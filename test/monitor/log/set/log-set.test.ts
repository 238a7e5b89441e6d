import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../../src/lambda/time.ts';
import type { LogEvent } from '../../../../src/logs/event.ts';
import type { LogChoice } from '../../../../src/logs/selection/log-choice.ts';
import { createSelection } from '../../../../src/logs/selection/selection.ts';
import type { TailItem } from '../../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { createLogSet, type LogSet, type LogSetRequest } from '../../../../src/monitor/log/set/log-set.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../../src/terminal/text.ts';
import { messageOf } from '../../../logs/lines/log-lines.ts';
import { createManualClock } from '../../manual-clock.ts';
import { idsIn, START_MS } from '../reading/follow-harness.ts';
import { createScriptedLog, type LogScript, logEvent, type Weather } from '../scripted-log.ts';

function groupOf(name: string): LogChoice {
  return {
    group: rawText(`/aws/lambda/${name}`),
    writers: [{ functionName: rawText(name), versions: null }],
  };
}

/** A version of `cart-api`: all of them share its log group. */
function cartApi(version: string): LogChoice {
  return {
    group: rawText('/aws/lambda/cart-api'),
    writers: [{ functionName: rawText('cart-api'), versions: [rawText(version)] }],
  };
}

/** @param name of the function, in a log group that several share */
const streamOf = (version: string, name = '') =>
  rawText(`2026/11/20/${name}[${version}]0f34e13f9411b782a32b1eefce0a1128`);

/** Logs that are followed until stopped, unless `settings` say otherwise. */
function logSet(
  settings: Pick<LogSetRequest, 'source' | 'clock' | 'onItems'> & Partial<LogSetRequest>,
): LogSet {
  return createLogSet({
    budget: createCallBudget(settings.clock, { random: () => 0.5 }),
    untilMs: null,
    follow: true,
    pattern: null,
    signal: new AbortController().signal,
    ...settings,
  });
}

/** An event each `everyMs` for a while, ingested up to three seconds late. */
function lines(name: string, everyMs: number, forMs: number, firstMs = 0): readonly LogEvent[] {
  return Array.from({ length: Math.floor((forMs - firstMs) / everyMs) }, (_, index) => {
    const timestampMs = START_MS + firstMs + index * everyMs;
    return logEvent(`${name} ${index}`, timestampMs, timestampMs + ((index * 7) % 4) * SECOND_MS);
  });
}

/** An account's logs by name, followed as one; the names in `absent` do not exist. */
function followed(logs: Readonly<Record<string, readonly LogEvent[]>>, share = 1 / 3) {
  const clock = createManualClock(START_MS);
  const scripted = new Map(
    Object.entries(logs).map(([name, events]) => [
      groupOf(name).group,
      createScriptedLog({ clock, events, weather: () => (name.startsWith('absent') ? 'absent' : 'fine') }),
    ]),
  );
  const source: LogSource = {
    page: (question, signal) => scripted.get(question.group)!.page(question, signal),
  };
  const stopped = new AbortController();
  const ids: string[] = [];
  const set = logSet({
    source,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5, share }),
    signal: stopped.signal,
    onItems: (_choice, items) => {
      for (const item of items) ids.push(item.type === 'event' ? item.event.eventId : item.type);
    },
  });
  for (const name of Object.keys(logs)) set.add(groupOf(name), START_MS - 10 * SECOND_MS);
  const callsMs = (name: string) => scripted.get(groupOf(name).group)!.callsMs;
  return {
    clock,
    set,
    ids,
    callsMs,
    /** The longest time between two calls for a log, in the minutes after the start. */
    longestPauseMs: (name: string, fromMinute: number, toMinute: number) => {
      const fromMs = START_MS + fromMinute * MINUTE_MS;
      const toMs = START_MS + toMinute * MINUTE_MS;
      const within = callsMs(name).filter((timeMs) => timeMs > fromMs && timeMs < toMs);
      const times = [fromMs, ...within, toMs];
      return Math.max(...times.slice(1).map((timeMs, index) => timeMs - times[index]!));
    },
    async stop() {
      stopped.abort();
      await set.ended();
    },
  };
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

describe('a hundred logs under one budget of 3.3 calls a second', () => {
  const hot = numbered('hot', 3);
  const idle = numbered('idle', 97);
  const logs = Object.fromEntries([
    ...hot.map((name) => [name, lines(name, 500, 5 * MINUTE_MS)]),
    ...idle.map((name, index) => [
      name,
      index < 60 ? lines(name, 2 * MINUTE_MS, 5 * MINUTE_MS, index * 2 * SECOND_MS) : [],
    ]),
  ]) as Record<string, readonly LogEvent[]>;
  const run = followed(logs);
  const all = [...hot, ...idle];

  it('are read completely, each line once, and within the budget', async () => {
    await run.clock.advance(8 * MINUTE_MS);
    await run.stop();
    expect(run.ids.toSorted()).toEqual(
      Object.values(logs)
        .flat()
        .map(({ eventId }) => eventId)
        .toSorted(),
    );
    const calls = all.reduce((sum, name) => sum + run.callsMs(name).length, 0);
    expect(calls).toBeLessThanOrEqual((8 * MINUTE_MS * 10) / 3 / SECOND_MS + 7);
    expect(calls).toBeGreaterThan((7.5 * MINUTE_MS * 10) / 3 / SECOND_MS);
  });

  it('get calls by how much there is to read: none starves, and the busy ones are close to the present', () => {
    for (const name of hot) expect(run.longestPauseMs(name, 2, 5)).toBeLessThan(10 * SECOND_MS);
    for (const name of idle) expect(run.longestPauseMs(name, 2, 5)).toBeLessThan(90 * SECOND_MS);
    const [busiest = 0, ofIdle = 0] = ['hot-0', 'idle-96'].map((name) => run.callsMs(name).length);
    expect(busiest).toBeGreaterThan(5 * ofIdle);
  });

  it('are read equally often if they are alike', () => {
    const counts = idle.slice(60).map((name) => run.callsMs(name).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
});

it('logs that do not exist yet take no calls from those that do', async () => {
  const absent = Object.fromEntries(numbered('absent', 60).map((name) => [name, []]));
  const run = followed({ ...absent, hot: lines('hot', 500, 5 * MINUTE_MS) });
  await run.clock.advance(5 * MINUTE_MS);
  await run.stop();
  expect(run.longestPauseMs('hot', 1, 5)).toBeLessThan(5 * SECOND_MS);
  for (const name of Object.keys(absent)) expect(run.longestPauseMs(name, 1, 5)).toBeLessThan(MINUTE_MS);
});

describe('a few logs', () => {
  it('are each as fast as one alone, if the budget allows it', async () => {
    const run = followed({ hot: lines('hot', 500, MINUTE_MS), one: [], two: [], three: [] }, 1);
    await run.clock.advance(5 * MINUTE_MS);
    await run.stop();
    expect(run.longestPauseMs('one', 2, 5)).toBeLessThan(5_500);
    expect(run.callsMs('hot').filter((timeMs) => timeMs < START_MS + MINUTE_MS).length).toBeGreaterThan(50);
  });
});

describe('a log group shared by several functions', () => {
  const SHARED = rawText('/shop/shared');
  const events = [
    { ...logEvent('cart 41', START_MS), logStream: streamOf('41', 'cart-api') },
    { ...logEvent('cart 42', START_MS), logStream: streamOf('42', 'cart-api') },
    { ...logEvent('checkout', START_MS), logStream: streamOf('7', 'checkout-api') },
    { ...logEvent('other', START_MS), logStream: streamOf('1', 'other') },
    { ...logEvent('by hand', START_MS), logStream: rawText('notes') },
  ];

  it.each<[string, LogChoice['writers'], readonly string[]]>([
    [
      'everyone',
      [{ functionName: null, versions: null }],
      ['by hand', 'cart 41', 'cart 42', 'checkout', 'other'],
    ],
    ['one function', [{ functionName: rawText('checkout-api'), versions: null }], ['by hand', 'checkout']],
    ['a version', [{ functionName: rawText('cart-api'), versions: [rawText('42')] }], ['cart 42']],
    [
      'two functions, one of them by version',
      [
        { functionName: rawText('cart-api'), versions: [rawText('41')] },
        { functionName: rawText('checkout-api'), versions: null },
      ],
      ['by hand', 'cart 41', 'checkout'],
    ],
    ['a version of any function', [{ functionName: null, versions: [rawText('1')] }], ['other']],
  ])('is read once, with the lines of %s', async (_, writers, expected) => {
    const clock = createManualClock(START_MS);
    const source = createScriptedLog({ clock, events });
    const ids: string[] = [];
    const set = logSet({
      source,
      clock,
      follow: false,
      onItems: (_choice, items) => {
        for (const item of items) if (item.type === 'event') ids.push(item.event.eventId);
      },
    });
    for (const writer of writers) set.add({ group: SHARED, writers: [writer] }, START_MS);
    await clock.advance(MINUTE_MS);
    expect(await set.ended()).toEqual([{ kind: 'done' }]);
    expect(ids.toSorted()).toEqual(expected);
    expect(source.callsMs).toHaveLength(1);
  });
});

describe('joining a log group that is already followed', () => {
  const linesOf = (name: string, fromSecond: number): readonly LogEvent[] =>
    lines(name, 1_000, 2 * MINUTE_MS, fromSecond * SECOND_MS).map((event) => ({
      ...event,
      logStream: streamOf(name),
    }));
  const events = [...linesOf('7', 0), ...linesOf('8', 30)];
  const idsOf = (all: readonly LogEvent[]) => all.map(({ eventId }) => eventId).toSorted();

  /** An alias moves from version 7 to version 8 in the first minute, which is noticed at the end of that minute. */
  function redeployed(
    weather: LogScript['weather'] = () => 'fine',
    { mustBegin = false, errorName = 'AnyException' } = {},
  ) {
    const clock = createManualClock(START_MS);
    const source = createScriptedLog({ clock, events, weather, errorName });
    const stopped = new AbortController();
    const items: TailItem[] = [];
    const set = logSet({
      source,
      clock,
      mustBegin: () => mustBegin,
      signal: stopped.signal,
      onItems: (_choice, news) => items.push(...news),
    });
    set.add(cartApi('7'), START_MS);
    return {
      items,
      ids: () => idsIn(items).toSorted(),
      async joinAfter(joinMs: number, onJoin = () => {}) {
        await clock.advance(joinMs);
        onJoin();
        set.add(cartApi('8'), START_MS);
        await clock.advance(5 * MINUTE_MS - joinMs);
        stopped.abort();
        await set.ended();
      },
    };
  }

  it('brings earlier lines, and no line twice', async () => {
    const run = redeployed();
    await run.joinAfter(MINUTE_MS);
    expect(run.ids()).toEqual(idsOf(events));
  });

  it('is not known to have the run of a newcomer whole until its earlier lines are read', async () => {
    const clock = createManualClock(START_MS);
    const ofRuns = ['START@1', 'charged@2', 'THROWN@100', 'REPORT@301', 'START@400', 'REPORT@401'].map(
      (words) => {
        const [mark = '', atSecond] = words.split('@');
        const event = logEvent(words, START_MS + Number(atSecond) * SECOND_MS, undefined, messageOf(mark));
        return { ...event, logStream: streamOf('8') };
      },
    );
    const joinMs = START_MS + 300 * SECOND_MS;
    const isFurtherPage = (nowMs: number, token: string | null) =>
      token !== null && nowMs >= joinMs && nowMs < joinMs + 30 * SECOND_MS;
    const stopped = new AbortController();
    const ends: unknown[] = [];
    const set = logSet({
      source: createScriptedLog({
        clock,
        events: [...linesOf('7', 0).slice(0, 1), ...ofRuns],
        pageSize: 2,
        weather: (_call, nowMs, token) => (isFurtherPage(nowMs, token) ? 'throttled' : 'fine'),
      }),
      clock,
      signal: stopped.signal,
      newSelection: () =>
        createSelection({ include: [], exclude: [], level: null, before: 0, after: 0 }, 'ofAll'),
      onItems: (_choice, news) => ends.push(...news.flatMap((item) => ('end' in item ? [item.end] : []))),
    });
    set.add(cartApi('7'), START_MS + 250 * SECOND_MS);
    await clock.advance(300 * SECOND_MS);
    set.add(cartApi('8'), START_MS);
    await clock.advance(5 * MINUTE_MS);
    stopped.abort();
    await set.ended();
    expect(ends).toEqual([
      { outcome: null, errorType: null },
      { outcome: 'ok', errorType: null },
    ]);
  });

  it("leaves a gap if those can't be read", async () => {
    const run = redeployed((_call, nowMs) =>
      nowMs >= START_MS + MINUTE_MS && nowMs < START_MS + 1.5 * MINUTE_MS ? 'denied' : 'fine',
    );
    await run.joinAfter(MINUTE_MS);
    expect(run.items).toContainEqual({
      type: 'gap',
      startMs: START_MS,
      endMs: START_MS + MINUTE_MS,
      reason: 'denied',
      missing: 'most',
    });
  });

  it('has everything read that could not be read before', async () => {
    const run = redeployed((call) => (call === 0 ? 'denied' : 'fine'), { mustBegin: true });
    await run.joinAfter(10 * SECOND_MS);
    expect(run.ids()).toEqual(idsOf(events));
  });

  it('continues where reading had stopped', async () => {
    let weather: Weather = 'malformed';
    const run = redeployed((_call, nowMs) => (nowMs < START_MS + 50 * SECOND_MS ? 'fine' : weather), {
      errorName: 'InvalidParameterException',
    });
    await run.joinAfter(MINUTE_MS, () => {
      weather = 'fine';
    });
    expect(run.ids()).toEqual([...new Set(run.ids())]);
    expect(run.ids()).toEqual(expect.arrayContaining([...idsOf(linesOf('8', 30)), '7 119']));
  });
});

it('a set of logs has not ended while the lines of one that joined it are still being read', async () => {
  const clock = createManualClock(START_MS);
  const events = ['7', '8'].map((version) => ({
    ...logEvent(`of version ${version}`, START_MS - SECOND_MS),
    logStream: streamOf(version),
  }));
  const rereading = (call: number, nowMs: number) => call >= 2 && nowMs < START_MS + MINUTE_MS;
  const items: TailItem[] = [];
  const set = logSet({
    source: createScriptedLog({
      clock,
      events,
      weather: (call, nowMs) => (rereading(call, nowMs) ? 'throttled' : 'fine'),
    }),
    clock,
    follow: false,
    onItems: (_choice, news) => items.push(...news),
  });
  set.add(cartApi('7'), START_MS - MINUTE_MS);
  await clock.advance(10 * SECOND_MS);
  set.add(cartApi('8'), START_MS - MINUTE_MS);
  const idsAtEnd = set.ended().then(() => idsIn(items));
  await clock.advance(5 * MINUTE_MS);
  expect(await idsAtEnd).toEqual(['of version 7', 'of version 8']);
});

it('gives up a log that must begin and is refused, while another of the set waits', async () => {
  const clock = createManualClock(START_MS);
  const [known, unknown] = [rawText('/aws/lambda/cart-api'), rawText('/aws/lambda/image-resize')];
  const source = createScriptedLog({
    clock,
    events: lines('a', 1_000, 2 * MINUTE_MS),
    weather: (_call, nowMs) => (nowMs < START_MS + 30 * SECOND_MS ? 'denied' : 'fine'),
  });
  const stopped = new AbortController();
  const ended: RawText[] = [];
  const begun = new Set<RawText>();
  const set = logSet({
    source,
    clock,
    mustBegin: (group) => group !== known,
    signal: stopped.signal,
    onItems() {},
    onProgress: ({ group }) => begun.add(group),
    onEnd: ({ group }) => ended.push(group),
  });
  for (const group of [known, unknown]) set.add({ group, writers: [] }, START_MS);
  await clock.advance(2 * MINUTE_MS);
  expect([ended, [...begun]]).toEqual([[unknown], [known]]);
  stopped.abort();
  await set.ended();
});
