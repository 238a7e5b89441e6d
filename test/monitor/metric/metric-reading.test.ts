import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { MetricHistory } from '../../../src/monitor/metric/metric-history.ts';
import { readMetrics, uncomputedError } from '../../../src/monitor/metric/metric-reading.ts';
import { ofFunction, ownerKey } from '../../../src/monitor/metric-owner.ts';
import type { Page } from '../../../src/monitor/page.ts';
import { NOT_RECORDED, type Result, type SourceErrorKind } from '../../../src/monitor/source-error.ts';
import type { MetricAnswer, MetricQuery, MetricSource } from '../../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../../src/terminal/text.ts';
import { scriptedError } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';

const MINUTE = Date.parse('2026-11-24T03:10:00Z');
const RANGE = { startMs: MINUTE, endMs: MINUTE + MINUTE_MS, periodMs: MINUTE_MS };
const ACTION = 'cloudwatch:GetMetricData';

interface Asked {
  readonly queries: readonly MetricQuery[];
  readonly token: RawText | null;
}

type Answer = (asked: Asked, call: number) => Result<Page<MetricAnswer>>;

const page = (
  items: readonly MetricAnswer[],
  nextToken: string | null = null,
): Result<Page<MetricAnswer>> => ({
  ok: true,
  value: { items, nextToken: nextToken === null ? null : rawText(nextToken) },
});
const failure = (kind: SourceErrorKind): Result<never> => ({ ok: false, error: scriptedError(ACTION, kind) });
const point = (index: number, value: number, status: MetricAnswer['status'] = 'complete'): MetricAnswer => ({
  index,
  status,
  points: [{ timestampMs: MINUTE, value }],
});

function queriesOf(count: number): readonly MetricQuery[] {
  return Array.from({ length: count }, (_, index) => ({
    owner: ofFunction(rawText(`f${index}`)),
    metric: 'Invocations' as const,
    statistic: 'Sum' as const,
  }));
}

async function reading(queries: readonly MetricQuery[], answer: Answer) {
  const clock = createSteppedClock(MINUTE + 5 * MINUTE_MS);
  const history = new MetricHistory();
  const ledger = new ApiLedger(clock.now());
  const asked: Asked[] = [];
  const source: Pick<MetricSource, 'page'> = {
    page: async (batch, _range, token) => {
      asked.push({ queries: batch, token });
      return answer({ queries: batch, token }, asked.length);
    },
  };
  const read = await readMetrics(
    source as MetricSource,
    {
      clock,
      ledger,
      budget: createCallBudget(clock, { random: () => 0.5 }),
      signal: new AbortController().signal,
    },
    history,
    { queries, range: RANGE, atMs: clock.now() },
  );
  const shown = (index: number) => history.value(rawText(`f${index}`), 'Invocations', 'Sum', MINUTE);
  const unread = [...read.unread].map((name) => Number(name?.slice(1)));
  const readMs = (index: number) => history.coverage.readMs(rawText(`f${index}`));
  const { coverage } = history;
  return {
    error: read.error,
    read,
    unread,
    coverage,
    readMs,
    asked,
    shown,
    api: ledger.snapshot(clock.now()),
  };
}

/** The number in the name of the queried function. */
const numberIn = ({ owner }: MetricQuery) => Number(ownerKey(owner).slice(1));
const allAnswered: Answer = ({ queries }) =>
  page(queries.map((query, index) => point(index, numberIn(query))));

describe('reading metrics', () => {
  it.each([
    [0, []],
    [1, [1]],
    [500, [500]],
    [501, [500, 1]],
    [1_250, [500, 500, 250]],
  ])('asks %i queries in requests of at most 500', async (count, sizes) => {
    const { asked, error, shown } = await reading(queriesOf(count), allAnswered);
    expect(asked.map(({ queries }) => queries.length)).toEqual(sizes);
    expect(error).toBeNull();
    for (let index = 0; index < count; index++) expect(shown(index)).toBe(index);
  });

  it('is malformed, and has read no function, when its pages never end', async () => {
    const { error, unread } = await reading(queriesOf(2), (_asked, call) =>
      page([point(0, 1)], `token-${call % 5}`),
    );
    expect(error).toMatchObject({ kind: 'malformed', action: ACTION, name: 'EndlessPages' });
    expect(unread).toEqual([0, 1]);
  });

  it('reads all pages of an answer, even empty ones, and pays for one', async () => {
    const tokens = [null, 'second', 'third'];
    const { asked, error, shown, api } = await reading(queriesOf(2), ({ token }) =>
      token === null
        ? page([point(0, 7, 'partial')], 'second')
        : token === 'second'
          ? page([], 'third')
          : page([point(1, 8)]),
    );
    expect(asked.map(({ token }) => token)).toEqual(tokens);
    expect([error, shown(0), shown(1)]).toEqual([null, 7, 8]);
    expect(api.dollars).toBeCloseTo(2 * 0.000_01, 10);
  });

  it.each<[string, readonly (readonly [MetricQuery['metric'], number | 'failed'])[], number | null]>([
    [
      'as of when its calls were read',
      [
        ['Errors', 30],
        ['Invocations', 60],
        ['IteratorAge', 90],
      ],
      60,
    ],
    ['as of when anything of it was read, where its calls were not asked for', [['Errors', 30]], 30],
    ['as of the question, where the answer was awaited', [['Invocations', -1]], 0],
    ['not at all, where the recording has none of what was asked for', [['Errors', 'failed']], null],
  ])('knows a function of a recording %s', async (_, answers, secondsBefore) => {
    const askedMs = MINUTE + 5 * MINUTE_MS;
    const queries = answers.map(([metric]): MetricQuery => {
      return { owner: ofFunction(rawText('f0')), metric, statistic: 'Sum' };
    });
    const { readMs } = await reading(queries, ({ queries: asked }) =>
      page(
        asked.map((query, index) => {
          const told = answers[queries.indexOf(query)]?.[1] ?? 'failed';
          return told === 'failed'
            ? point(index, 0, 'failed')
            : { ...point(index, 1), readMs: askedMs - told * 1_000 };
        }),
      ),
    );
    expect(readMs(0)).toBe(secondsBefore === null ? null : askedMs - secondsBefore * 1_000);
  });

  it('asks again only for what CloudWatch could not compute', async () => {
    const { asked, error, shown } = await reading(queriesOf(3), ({ queries }, call) =>
      page(
        call === 1
          ? [point(0, 10), { index: 1, status: 'failed', points: [] }, point(2, 12)]
          : queries.map((_, index) => point(index, 11)),
      ),
    );
    expect(asked.map(({ queries }) => queries.map(numberIn))).toEqual([[0, 1, 2], [1]]);
    expect([error, shown(0), shown(1), shown(2)]).toEqual([null, 10, 11, 12]);
  });

  it('names functions whose calls CloudWatch could not compute twice, and keeps the rest', async () => {
    const { asked, error, unread, readMs, shown } = await reading(queriesOf(2), ({ queries }) =>
      page(
        queries.map((query, index) =>
          numberIn(query) === 1 ? { index, status: 'failed', points: [] } : point(index, 5),
        ),
      ),
    );
    expect(asked).toHaveLength(2);
    expect([error, unread]).toEqual([null, [1]]);
    expect([shown(0), shown(1)]).toEqual([5, null]);
    expect([readMs(0), readMs(1)]).toEqual([MINUTE + 5 * MINUTE_MS, null]);
  });

  it.each<[string, () => Result<Page<MetricAnswer>>]>([
    ['computed it neither time', () => page([{ index: 0, status: 'failed', points: [] }])],
    [
      'replayed has it not recorded',
      () => ({ ok: false, error: { ...scriptedError(ACTION, 'absent'), name: rawText(NOT_RECORDED) } }),
    ],
  ])('keeps in mind that one metric of a function is unknown where CloudWatch %s', async (_why, again) => {
    const owner = ofFunction(rawText('f0'));
    const queries: readonly MetricQuery[] = [
      { owner, metric: 'Invocations', statistic: 'Sum' },
      { owner, metric: 'Errors', statistic: 'Sum' },
    ];
    const { error, unread, coverage } = await reading(queries, (_asked, call) =>
      call === 1 ? page([point(0, 5), { index: 1, status: 'failed', points: [] }]) : again(),
    );
    expect([error, unread]).toEqual([null, []]);
    expect([...coverage.failed(ownerKey(owner))]).toEqual(['Errors Sum']);
  });

  it('knows a metric again once CloudWatch could compute it', async () => {
    const { coverage } = await reading(queriesOf(1), (_asked, call) =>
      page([point(0, 5, call === 1 ? 'failed' : 'complete')]),
    );
    expect(coverage.failed(rawText('f0')).size).toBe(0);
  });

  it('reports that CloudWatch could compute nothing at all', async () => {
    const { read } = await reading(queriesOf(2), ({ queries }) =>
      page(queries.map((_, index) => ({ index, status: 'failed', points: [] }))),
    );
    expect(uncomputedError([read])).toMatchObject({ action: ACTION, name: 'InternalError' });
  });

  it('reads no function whose calls are denied', async () => {
    const { error, unread } = await reading(queriesOf(2), () =>
      page([point(0, 5), { index: 1, status: 'denied', points: [] }]),
    );
    expect([error, unread]).toEqual([null, [1]]);
  });

  it.each<[string, Answer, readonly number[]]>([
    ['that was answered', allAnswered, [0, 1]],
    [
      'that could not be computed at first',
      ({ queries }, call) =>
        page(queries.map((_, index) => point(index, 5, call === 1 && index === 1 ? 'failed' : 'complete'))),
      [0, 1],
    ],
    [
      'whose rest came with another page',
      ({ token }) =>
        token === null ? page([point(0, 5), point(1, 5, 'partial')], 'second') : page([point(1, 6)]),
      [0, 1],
    ],
    ['but one that was denied', () => page([point(0, 5), point(1, 5, 'denied')]), [0]],
    ['but one whose rest never came', () => page([point(0, 5), point(1, 5, 'partial')]), [0]],
    ['but one that was skipped', () => page([point(0, 5)]), [0]],
    [
      'but one in a request that breaks off',
      ({ token }) => (token === null ? page([point(0, 5)], 'second') : failure('denied')),
      [],
    ],
    [
      'but one that is never computed',
      ({ queries }) =>
        page(queries.map((query, index) => point(index, 5, numberIn(query) === 1 ? 'failed' : 'complete'))),
      [0],
    ],
  ])('counts as complete each series %s', async (_which, answer, whole) => {
    const { read } = await reading(queriesOf(2), answer);
    expect([...read.whole].map(numberIn)).toEqual(whole);
  });

  it('keeps what one request brought when another fails, and reports the failure', async () => {
    const { error, shown } = await reading(queriesOf(501), (asked, call) =>
      asked.queries.length === 1 ? failure('denied') : allAnswered(asked, call),
    );
    expect(error?.kind).toBe('denied');
    expect([shown(0), shown(499), shown(500)]).toEqual([0, 499, null]);
  });

  it('reports the failure even if other metrics are then asked for again with success', async () => {
    const { error } = await reading(queriesOf(501), (asked, call) => {
      if (asked.queries.length === 1 && numberIn(asked.queries[0]!) === 500) return failure('denied');
      if (asked.queries.length === 500) return page([{ index: 3, status: 'failed', points: [] }]);
      return allAnswered(asked, call);
    });
    expect(error?.kind).toBe('denied');
  });

  it('keeps the pages before the one that failed', async () => {
    const { error, shown } = await reading(queriesOf(2), ({ token }) =>
      token === null ? page([point(0, 7)], 'second') : failure('denied'),
    );
    expect(error?.kind).toBe('denied');
    expect([shown(0), shown(1)]).toEqual([7, null]);
  });

  it.each([
    ['throttled', 3],
    ['unreachable', 3],
    ['denied', 1],
    ['expired', 1],
    ['malformed', 1],
  ] as const)('that is %s is tried %i times and costs nothing', async (kind, attempts) => {
    const { error, asked, api } = await reading(queriesOf(1), () => failure(kind));
    expect(error?.kind).toBe(kind);
    expect(asked).toHaveLength(attempts);
    expect(api.dollars).toBe(0);
  });

  it('ignores answers to questions it did not ask', async () => {
    const { error, shown } = await reading(queriesOf(1), () => page([point(4, 99), point(0, 1)]));
    expect([error, shown(0), shown(4)]).toEqual([null, 1, null]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('does not take %d for a data point', async (value) => {
    const { shown } = await reading(queriesOf(1), () => page([point(0, value)]));
    expect(shown(0)).toBeNull();
  });
});
