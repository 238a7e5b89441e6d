import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { ApiLedger } from '../../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../../src/monitor/calls/call-budget.ts';
import { FunctionFacts } from '../../../../src/monitor/function/detail/function-facts.ts';
import { NOT_RECORDED } from '../../../../src/monitor/source-error.ts';
import type { LogSource } from '../../../../src/monitor/sources.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedAccount, scriptedFunction } from '../../scripted-account.ts';
import { createSteppedClock } from '../../stepped-clock.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:00Z');
const READY = {
  ...{ qualifier: rawText('12'), requested: 10, allocated: 10 },
  ...{ status: rawText('READY'), statusReason: null },
};

const REPORT =
  'REPORT RequestId: 8f5f6f0e-3f6c-4d7d-9a52-5b8f1d0e6a11\tDuration: 31.06 ms\tBilled Duration: 32 ms\tMemory Size: 512 MB\tMax Memory Used: 209 MB';

/** Answers like CloudWatch when the first slices of a span are empty: `emptyPages` of them, then a REPORT. */
function reportAfter(emptyPages: number): LogSource['page'] {
  return async ({ range, token }) => {
    const passed = Number(token ?? 0);
    const isEmpty = passed < emptyPages;
    const atMs = range.endMs - 1_000;
    const report = {
      ...{ logStream: rawText('a'), eventId: rawText('1'), message: rawText(REPORT) },
      ...{ timestampMs: atMs, ingestionMs: atMs },
    };
    return {
      ok: true,
      value: { items: isEmpty ? [] : [report], nextToken: isEmpty ? rawText(`${passed + 1}`) : null },
    };
  };
}

/** A function without aliases whose version 12 has ten provisioned environments. */
function lookedAt(page?: LogSource['page'], point: (minuteMs: number) => number | null = () => null) {
  const clock = createSteppedClock(NOW_MS);
  const configuration = scriptedFunction(rawText('cart-api'));
  const account = scriptedAccount({
    clock,
    functions: [configuration],
    point: (_, minuteMs) => point(minuteMs),
  });
  const functions: typeof account.sources.functions = {
    ...account.sources.functions,
    async provisionedConcurrency(...asked) {
      const page = await account.sources.functions.provisionedConcurrency(...asked);
      return page.ok ? { ok: true, value: { ...page.value, items: [READY] } } : page;
    },
  };
  const facts = new FunctionFacts(
    configuration,
    {
      ...account.sources,
      functions,
      logs: { ...account.sources.logs, page: page ?? account.sources.logs.page },
    },
    {
      clock,
      ledger: new ApiLedger(NOW_MS),
      budget: createCallBudget(clock, { random: () => 0.5 }),
      signal: new AbortController().signal,
    },
  );
  return { account, facts };
}

async function provisionedOf({ facts }: ReturnType<typeof lookedAt>) {
  await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
  return facts.detail(NOW_MS - 2 * MINUTE_MS).provisioned;
}

describe('the provisioned concurrency of a function', () => {
  it('is known if a version has it, but no alias', async () => {
    expect(await provisionedOf(lookedAt())).toMatchObject({ known: true, value: [READY] });
  });

  it('is known if its aliases may not be read', async () => {
    const watched = lookedAt();
    watched.account.fail('lambda:ListAliases', 'denied');
    expect(await provisionedOf(watched)).toMatchObject({ known: true, value: [READY] });
  });
});

it('says of a function whether it was read', async () => {
  const { facts } = lookedAt();
  expect(facts.detail(NOW_MS - 2 * MINUTE_MS).isRead).toBe(false);
  await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
  expect(facts.detail(NOW_MS - 2 * MINUTE_MS).isRead).toBe(true);
});

it.each([
  ['lambda:ListAliases', 'aliases'],
  ['lambda:GetFunctionConfiguration', 'described'],
  ['lambda:GetFunctionEventInvokeConfig', 'asyncDelivery'],
  ['lambda:ListProvisionedConcurrencyConfigs', 'provisioned'],
] as const)('asks again with the next look where %s could not be read', async (action, part) => {
  for (const [kind, name] of [['unreachable'], ['absent', NOT_RECORDED]] as const) {
    const { account, facts } = lookedAt();
    account.fail(action, kind, name);
    await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
    expect(facts.detail(NOW_MS - 2 * MINUTE_MS)[part].known).toBe(false);
    account.heal();
    await facts.read(NOW_MS + MINUTE_MS, NOW_MS - MINUTE_MS);
    expect(facts.detail(NOW_MS - MINUTE_MS)[part].known).toBe(true);
  }
});

it('asks again after five minutes for what was denied, or is known', async () => {
  const { account, facts } = lookedAt();
  account.fail('lambda:ListAliases', 'denied');
  const callsAt = async (minute: number) => {
    await facts.read(NOW_MS + minute * MINUTE_MS, NOW_MS);
    return ['lambda:ListAliases', 'lambda:GetFunctionConfiguration'].map(account.calls);
  };
  expect([await callsAt(0), await callsAt(4), await callsAt(5)]).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
  ]);
});

describe('the REPORTs of the newest minute', () => {
  const sixSecondsApart = (calls: number) => Array.from({ length: calls }, (_, place) => 6 * (place + 1));

  it.each([
    ['one page', 1],
    ['three pages', 3],
  ])('are read after %s without events', async (_, emptyPages) => {
    const { facts } = lookedAt(reportAfter(emptyPages));
    await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
    expect(facts.detail(NOW_MS - 2 * MINUTE_MS).sample).toMatchObject({ calls: 1, maxMemoryMb: 209 });
  });

  it.each([
    ['all of the span where one page holds them', null, [1, 30, 60], 150_000],
    ['as long as the page reaches where there are more', '2', sixSecondsApart(10), 60_000],
    ['an unknown time where few of them say how far the page reaches', '2', sixSecondsApart(9), null],
    ['an unknown time where one is all that says it', '2', [0], null],
  ] as const)('cover %s', async (_, token, afterS, spanMs) => {
    const page: LogSource['page'] = async ({ range }) => {
      const items = afterS.map((seconds, place) => ({
        ...{ logStream: rawText('a'), eventId: rawText(`${place}`), message: rawText(REPORT) },
        ...{ timestampMs: range.startMs + seconds * 1_000, ingestionMs: range.startMs + seconds * 1_000 },
      }));
      return { ok: true, value: { items, nextToken: token === null ? null : rawText(token) } };
    };
    const { facts } = lookedAt(page);
    await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
    expect(facts.detail(NOW_MS - 2 * MINUTE_MS).sample).toMatchObject({
      calls: afterS.length,
      spanMs,
    });
  });
});

describe('the last lines of a function that is not called now', () => {
  const RAN_MS = Date.parse('2026-11-23T18:10:00Z');
  const line = (timestampMs: number, message: string) => ({
    ...{ logStream: rawText('a'), eventId: rawText(message), message: rawText(message) },
    ...{ timestampMs, ingestionMs: timestampMs },
  });
  /** Two pages of lines in the span of its run, and none in any other. */
  const page: LogSource['page'] = async ({ range, token }) => {
    const isOfRun = range.startMs === RAN_MS;
    const items = token === null ? [line(RAN_MS + 1, 'first')] : [line(RAN_MS + 2, 'last')];
    return {
      ok: true,
      value: isOfRun
        ? { items, nextToken: token === null ? rawText('2') : null }
        : { items: [], nextToken: null },
    };
  };
  const point = (minuteMs: number) => (minuteMs === RAN_MS ? 1 : null);

  it('are those of its last run of the day, from all pages', async () => {
    const { facts } = lookedAt(page, point);
    facts.wantDay();
    await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
    const { lastLines } = facts.detail(NOW_MS - 2 * MINUTE_MS);
    expect(lastLines).toMatchObject({ error: null, range: { startMs: RAN_MS } });
    expect(lastLines?.events.map(({ message }) => message)).toEqual(['first', 'last']);
  });

  it('are read once for each run', async () => {
    let read = 0;
    const counting: LogSource['page'] = (question, signal) => {
      if (question.range.startMs === RAN_MS) read++;
      return page(question, signal);
    };
    const { facts } = lookedAt(counting, point);
    facts.wantDay();
    for (const passedMs of [0, MINUTE_MS]) {
      await facts.read(NOW_MS + passedMs, NOW_MS + passedMs - 2 * MINUTE_MS);
    }
    expect(read).toBe(2);
  });

  it('are not read before the day is wanted', async () => {
    const { facts } = lookedAt(page, point);
    await facts.read(NOW_MS, NOW_MS - 2 * MINUTE_MS);
    expect(facts.detail(NOW_MS - 2 * MINUTE_MS).lastLines).toBeNull();
  });
});

describe('the newest lines of a function that is called now', () => {
  /** A line every `everyMs` in whatever span is asked for without a pattern, one page each; and one REPORT. */
  const written =
    (everyMs: number, asked: number[] = []): LogSource['page'] =>
    async (question, signal) => {
      if (question.pattern !== null) return reportAfter(0)(question, signal);
      const { startMs, endMs } = question.range;
      asked.push(endMs - startMs + 1);
      const first = Math.ceil(startMs / everyMs) * everyMs;
      const times = Array.from(
        { length: Math.floor((endMs - first) / everyMs) + 1 },
        (_, place) => first + place * everyMs,
      );
      const items = times.map((timestampMs) => ({
        ...{
          logStream: rawText('a'),
          eventId: rawText(`${timestampMs}`),
          message: rawText(`at ${timestampMs}`),
        },
        ...{ timestampMs, ingestionMs: timestampMs },
      }));
      return { ok: true, value: { items, nextToken: null } };
    };
  const readAt = (facts: FunctionFacts, nowMs: number) => facts.read(nowMs, nowMs - 2 * MINUTE_MS);
  const linesOf = (facts: FunctionFacts) => facts.detail(NOW_MS - 2 * MINUTE_MS).lastLines;

  it('are the last thirty of them, oldest first', async () => {
    const { facts } = lookedAt(written(100));
    facts.wantLines(true);
    await readAt(facts, NOW_MS);
    expect(linesOf(facts)).toMatchObject({ error: null });
    expect(linesOf(facts)?.events.map(({ timestampMs }) => timestampMs)).toEqual(
      Array.from({ length: 30 }, (_, place) => NOW_MS - (29 - place) * 100),
    );
  });

  it('cost one call a minute once it is known how far back thirty of them reach', async () => {
    const asked: number[] = [];
    const { facts } = lookedAt(written(1_000, asked));
    facts.wantLines(true);
    await readAt(facts, NOW_MS);
    asked.length = 0;
    for (const minute of [1, 2, 3]) await readAt(facts, NOW_MS + minute * MINUTE_MS);
    expect(asked).toEqual([58_000, 58_000, 58_000]);
  });

  it('cost one call a minute where fifteen minutes have less than thirty', async () => {
    const asked: number[] = [];
    const { facts } = lookedAt(written(MINUTE_MS, asked));
    facts.wantLines(true);
    for (const minute of [0, 1]) await readAt(facts, NOW_MS + minute * MINUTE_MS);
    expect(asked).toEqual([15 * MINUTE_MS, 15 * MINUTE_MS]);
    expect(linesOf(facts)?.events).toHaveLength(15);
  });

  it('are not read twice within a minute, however often it comes on screen', async () => {
    const asked: number[] = [];
    const { facts } = lookedAt(written(1_000, asked));
    facts.wantLines(true);
    await readAt(facts, NOW_MS);
    const first = asked.length;
    await readAt(facts, NOW_MS + 5_000);
    expect(asked).toHaveLength(first);
  });

  it('stay where the next ones can not be read', async () => {
    const lines = written(1_000);
    const error = {
      ...{ kind: 'denied' as const, action: 'logs:FilterLogEvents' },
      ...{ name: rawText('AccessDeniedException'), message: rawText('') },
    };
    const { facts } = lookedAt((question, signal) =>
      question.range.endMs > NOW_MS ? Promise.resolve({ ok: false, error }) : lines(question, signal),
    );
    facts.wantLines(true);
    await readAt(facts, NOW_MS);
    await readAt(facts, NOW_MS + MINUTE_MS);
    expect(linesOf(facts)).toMatchObject({ error: { kind: 'denied' } });
    expect(linesOf(facts)?.events).toHaveLength(30);
  });

  it('are not read before they are wanted', async () => {
    const asked: number[] = [];
    const { facts } = lookedAt(written(1_000, asked));
    await readAt(facts, NOW_MS);
    expect(linesOf(facts)).toBeNull();
    expect(asked).toEqual([]);
  });
});
