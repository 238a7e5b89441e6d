import { describe, expect, it } from 'vitest';
import { bytesInSpan, type LogQueryAnswer } from '../../../src/lambda/log-query.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { type QueryEstimate, readFurther } from '../../../src/monitor/case/further-reading.ts';
import type { Result } from '../../../src/monitor/source-error.ts';
import type { LogQuerySource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12);
const RANGE = { startMs: NOW_MS - 3 * HOUR_MS, endMs: NOW_MS };
/** A started query is charged, whether or not it answers. */
const PAID = '; what was read by then is paid for: at most $0.01 by the estimate';
const SHORTER = '; with a shorter --since, lmon triage --insights reads less';
const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });
const answerOf = (...rows: readonly Record<string, string>[]): LogQueryAnswer => ({
  status: 'complete',
  scannedBytes: 500_000_000,
  rows: rows.map((row) => new Map(Object.entries(row).map(([field, value]) => [field, rawText(value)]))),
});

async function read(more: Partial<LogQuerySource> = {}, ending = new AbortController()) {
  const asked: string[] = [];
  const estimates: QueryEstimate[] = [];
  const progress: number[] = [];
  const source: LogQuerySource = {
    size: async () => ok({ storedBytes: 80_000_000_000, createdMs: NOW_MS - 10 * DAY_MS, retentionMs: null }),
    start: async (_group, query) => {
      asked.push(`start ${query.slice(0, 20)}`);
      return ok(rawText(query.includes('pattern') ? 'patterns' : 'calls'));
    },
    results: async (id) =>
      ok(
        id === 'patterns'
          ? answerOf({ '@pattern': 'no stock for <*>', '@sampleCount': '12' }, { '@pattern': 'half' })
          : answerOf(
              { 'bin(5m)': '2026-11-24 03:05:00.000', calls: '20', timeouts: '4', p50Ms: '9.5' },
              { 'bin(5m)': '2026-11-24 03:00:00.000', calls: '10', timeouts: 'x' },
              { 'bin(5m)': 'nonsense', calls: '10' },
            ),
      ),
    stop: async (id) => {
      asked.push(`stop ${id}`);
      return ok(null);
    },
    ...more,
  };
  const clock = createSteppedClock(NOW_MS);
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const ledger = new ApiLedger(NOW_MS);
  const asking = { clock, budget, ledger, signal: ending.signal };
  const answer = readFurther(source, asking, scriptedFunction('checkout'), {
    range: RANGE,
    onEstimate: (estimate) => estimates.push(estimate),
    onProgress: (readBytes) => progress.push(readBytes),
  });
  // Back-offs become longer than waits that pass at once.
  await Promise.race([answer, clock.pass(HOUR_MS)]);
  const reading = await answer;
  return { reading, asked, estimates, progress, ledger };
}

describe('what Logs Insights finds in hours of a log', () => {
  it('is read once the price has been told, and costs what was scanned', async () => {
    const { reading, estimates } = await read();
    expect(estimates).toEqual([{ bytes: 2_000_000_000, dollars: 0.01 }]);
    expect(reading).toMatchObject({
      kind: 'read',
      calls: {
        kind: 'read',
        items: [
          { startMs: Date.UTC(2026, 10, 24, 3, 0), calls: 10, timeouts: 0, p50Ms: null },
          { startMs: Date.UTC(2026, 10, 24, 3, 5), calls: 20, timeouts: 4, p50Ms: 9.5 },
        ],
      },
      patterns: { kind: 'read', items: [{ pattern: 'no stock for <*>', lines: 12 }] },
      scannedBytes: 1_000_000_000,
      dollars: 0.005,
      queries: 2,
    });
  });

  it('is polled until it is there', async () => {
    let polls = 0;
    const { reading, asked } = await read({
      results: async () => {
        polls += 1;
        return ok(polls < 5 ? { ...answerOf(), status: 'running' } : answerOf());
      },
    });
    expect(reading.kind).toBe('read');
    expect(asked.filter((each) => each.startsWith('stop'))).toEqual([]);
  });

  it('tells every ten seconds what both queries have read so far', async () => {
    const polls = { calls: 0, patterns: 0 };
    const { progress } = await read({
      results: async (id) => {
        const name = id === 'calls' ? 'calls' : 'patterns';
        polls[name] += 1;
        const isDone = polls[name] > 24;
        return ok({ ...answerOf(), status: isDone ? 'complete' : 'running', scannedBytes: 1_000 });
      },
    });
    expect(progress).toEqual([2_000, 2_000]);
  });

  it('tells nothing of a query that is soon answered', async () => {
    const { progress } = await read();
    expect(progress).toEqual([]);
  });

  it.each(['throttled', 'unreachable'] as const)(
    'is polled on where polls are %s for a while: it was paid for',
    async (kind) => {
      let polls = 0;
      const { reading, asked } = await read({
        results: async () => {
          polls += 1;
          return polls <= 8
            ? { ok: false, error: scriptedError('logs:GetQueryResults', kind) }
            : ok(answerOf());
        },
      });
      expect(reading.kind).toBe('read');
      expect(asked.filter((each) => each.startsWith('stop'))).toEqual([]);
    },
  );

  it.each<[string, Partial<LogQuerySource>, RegExp]>([
    [
      'is unknown what it would cost',
      { size: async () => ({ ok: false, error: scriptedError('logs:DescribeLogGroups', 'denied') }) },
      /^what it would cost is not known: logs:DescribeLogGroups denied$/,
    ],
    ['has a log without a size', { size: async () => ok(null) }, /does not tell its size$/],
    [
      'would cost too much',
      { size: async () => ok({ storedBytes: 5e13, createdMs: NOW_MS - DAY_MS, retentionMs: null }) },
      /^it would cost about \$62\.50: a shorter time costs less$/,
    ],
  ])('is not asked for if it %s', async (_what, more, because) => {
    const { reading, asked, estimates } = await read(more);
    expect(reading).toMatchObject({ kind: 'unread', because: expect.stringMatching(because) });
    expect([...asked, ...estimates]).toEqual([]);
  });

  it('is reported as denied if starting it is', async () => {
    const { reading } = await read({
      start: async () => ({ ok: false, error: scriptedError('logs:StartQuery', 'denied') }),
    });
    expect(reading).toEqual({ kind: 'unread', because: 'logs:StartQuery: denied' });
  });

  it.each([
    ['denied', 'logs:GetQueryResults: denied'],
    ['expired', scriptedError('logs:GetQueryResults', 'expired').message],
    ['throttled', scriptedError('logs:GetQueryResults', 'throttled').message],
  ] as const)('is reported as %s if its results are, and the query is stopped', async (kind, because) => {
    const { reading, asked } = await read({
      results: async () => ({ ok: false, error: scriptedError('logs:GetQueryResults', kind) }),
    });
    expect(reading).toEqual({ kind: 'unread', because: `${because}${PAID}` });
    expect(asked).toContain('stop calls');
  });

  it('is stopped when nobody waits for it any more', async () => {
    const ending = new AbortController();
    const { asked } = await read(
      {
        results: async () => {
          ending.abort();
          return ok({ ...answerOf(), status: 'running' });
        },
      },
      ending,
    );
    expect(asked.filter((each) => each.startsWith('stop')).toSorted()).toEqual([
      'stop calls',
      'stop patterns',
    ]);
  });

  it('is stopped when it takes minutes', async () => {
    const { reading, asked, ledger } = await read({
      results: async () => ok({ ...answerOf(), status: 'running' }),
    });
    expect(reading).toEqual({
      kind: 'unread',
      because: `Logs Insights had not answered within 2 min and was stopped${PAID}${SHORTER}`,
    });
    expect(asked.filter((each) => each.startsWith('stop')).toSorted()).toEqual([
      'stop calls',
      'stop patterns',
    ]);
    const stops = ledger.snapshot(NOW_MS).apis.find(({ action }) => action === 'logs:StopQuery');
    expect(stops?.calls).toBe(2);
  });
});

describe('a query without a result', () => {
  const refused: Result<never> = {
    ok: false,
    error: {
      kind: 'malformed',
      action: 'logs:StartQuery',
      name: rawText('LimitExceededException'),
      message: rawText('too many queries'),
    },
  };
  /** `calls` and `patterns` are the statuses of the two queries; null means that the query was refused. */
  const became = (
    calls: LogQueryAnswer['status'] | null,
    patterns: LogQueryAnswer['status'] | null,
  ): Partial<LogQuerySource> => ({
    start: async (_group, query) => {
      const [id, status] = query.includes('pattern') ? ['patterns', patterns] : ['calls', calls];
      return status === null ? refused : ok(rawText(id ?? ''));
    },
    results: async (id) => {
      const status = (id === 'patterns' ? patterns : calls) ?? 'failed';
      return ok({ ...answerOf(), status, scannedBytes: 40_000_000_000 });
    },
  });
  const unstoppable: LogQuerySource['stop'] = async () => ({
    ok: false,
    error: scriptedError('logs:StopQuery', 'denied'),
  });
  const LATE = 'Logs Insights had not answered within 2 min';

  it.each<[string, Partial<LogQuerySource>, string]>([
    ['when none was started', became(null, null), 'too many queries'],
    [
      'when a recording says that it was refused',
      { results: async () => ({ ok: false, error: scriptedError('logs:StartQuery', 'denied') }) },
      'logs:StartQuery: denied',
    ],
    [
      'when the other one was stopped',
      became(null, 'running'),
      `too many queries; what the other query read is paid for: less than $0.01 by the estimate${SHORTER}`,
    ],
    [
      'when none could be stopped',
      { ...became('running', 'running'), stop: unstoppable },
      `${LATE} and could not be stopped; what is read is paid for: at most $0.01 by the estimate${SHORTER}`,
    ],
    [
      'when one could not be stopped',
      {
        ...became('running', 'running'),
        stop: async (id, signal) => (id === 'patterns' ? unstoppable(id, signal) : ok(null)),
      },
      `${LATE} and could not be stopped; what is read is paid for: at most $0.01 by the estimate${SHORTER}`,
    ],
    [
      'when reading and stopping it are denied',
      {
        results: async () => ({ ok: false, error: scriptedError('logs:GetQueryResults', 'denied') }),
        stop: unstoppable,
      },
      'logs:GetQueryResults: denied, and the query could not be stopped; what is read is paid for: at most $0.01 by the estimate',
    ],
    [
      'when Logs Insights gave up',
      became('failed', 'failed'),
      'Logs Insights could not answer; what it costs is not known',
    ],
    [
      'when Logs Insights gave up on the one that was started',
      became(null, 'failed'),
      'Logs Insights could not answer; what it costs is not known',
    ],
  ])('is said to cost what is known about it: %s', async (_where, more, because) => {
    const { reading } = await read(more);
    expect(reading).toEqual({ kind: 'unread', because });
  });

  it.each<[string, Partial<LogQuerySource>, string | null, string | null]>([
    ['one that was refused', became('complete', null), null, 'too many queries'],
    ['one that was asked first and refused', became(null, 'complete'), 'too many queries', null],
    [
      'one that was stopped',
      became('complete', 'running'),
      null,
      `${LATE} and was stopped; what was read by then is paid for: less than $0.01 by the estimate${SHORTER}`,
    ],
    [
      'one that Logs Insights gave up on',
      became('complete', 'failed'),
      null,
      'Logs Insights could not answer; what it costs is not known',
    ],
  ])('does not affect the other one: %s', async (_what, more, calls, patterns) => {
    const { reading } = await read(more);
    const partOf = (because: string | null) =>
      because === null ? { kind: 'read', items: [] } : { kind: 'unread', because };
    expect(reading).toMatchObject({
      kind: 'read',
      calls: partOf(calls),
      patterns: partOf(patterns),
      scannedBytes: 40_000_000_000,
      dollars: 0.2,
      queries: 1,
    });
  });
});

describe('the bytes of a span of a log', () => {
  it.each([
    ['a share of its whole age', null, 10, 0.1],
    ['a share of its retention', 5 * DAY_MS, 10, 0.2],
    ['all of it if the span is longer', null, 0.5, 1],
    ['all of it if the log was created just now', null, 0, 1],
  ])('are %s', (_what, retentionMs, daysOld, share) => {
    const size = { storedBytes: 1_000, createdMs: NOW_MS - daysOld * DAY_MS, retentionMs };
    expect(bytesInSpan(size, DAY_MS, NOW_MS)).toBeCloseTo(1_000 * share);
  });
});
