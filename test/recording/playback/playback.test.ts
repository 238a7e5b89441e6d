import { describe, expect, it } from 'vitest';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import { inOnePart } from '../../../src/monitor/log-page.ts';
import { ACCOUNT } from '../../../src/monitor/metric-owner.ts';
import { NOT_RECORDED } from '../../../src/monitor/source-error.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { createManualClock } from '../../monitor/manual-clock.ts';
import {
  GROUP,
  idsFollowed,
  idsIn,
  logEvent,
  logPage,
  METRIC_RANGE,
  metricPoints,
  playedAt,
  QUERY,
  RANGE,
  readBack,
  readLog,
  readMetrics,
  recorded,
  START_MS,
  signal,
} from '../played-account.ts';
import type { Answers } from '../scripted-sources.ts';

describe('a playback', () => {
  it('answers with what was known at the time, not with what came later', async () => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['a', 1]), ask: readLog },
      { atMs: 60_000, answers: logPage(['late', 0], ['a', 1]), ask: readLog },
      { atMs: 60_000, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 120_000, answers: metricPoints(1, 5), ask: readMetrics },
    );
    expect(await idsIn(await playedAt(path, 30_000))).toEqual(['a']);
    expect(await idsIn(await playedAt(path, 60_000))).toEqual(['late', 'a']);
    const valuesAt = async (atMs: number) => {
      const answer = await readMetrics(await playedAt(path, atMs));
      return answer.ok
        ? answer.value.items.map(({ points }) => points.map(({ value }) => value))
        : answer.error.name;
    };
    expect(await valuesAt(30_000)).toBe(NOT_RECORDED);
    expect(await valuesAt(90_000)).toEqual([[1, 2]]);
    expect(await valuesAt(120_000)).toEqual([[1, 5]]);
  });

  it('tells when metrics were read, which may be long before they are asked for', async () => {
    const past = { ...METRIC_RANGE, startMs: START_MS - 600_000, endMs: START_MS - 60_000 };
    const path = await recorded(
      { atMs: 0, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 60_000, answers: metricPoints(1, 5), ask: readMetrics },
      {
        atMs: 90_000,
        answers: metricPoints(1),
        ask: (sources) => sources.metrics.page([QUERY], past, null, signal),
      },
    );
    const readAfterStart = async (atMs: number, range = METRIC_RANGE) => {
      const answer = await (await playedAt(path, atMs)).metrics.page([QUERY], range, null, signal);
      return answer.ok ? answer.value.items.map(({ readMs = 0 }) => readMs - START_MS) : answer.error.name;
    };
    expect(await readAfterStart(30_000)).toEqual([0]);
    expect(await readAfterStart(80_000)).toEqual([60_000]);
    expect(await readAfterStart(300_000)).toEqual([60_000]);
    expect(await readAfterStart(300_000, { ...METRIC_RANGE, endMs: START_MS + 300_000 })).toEqual([0]);
    expect(await readAfterStart(300_000, past)).toEqual([90_000]);
  });

  describe.each(['at once', 'in parts'])('of a page that came %s', (how) => {
    const leavingOut = (...names: readonly string[]): Answers => {
      const items = [logEvent('a', 1)];
      const page = { items, nextToken: null, leftOut: names.map((name) => rawText(name)) };
      return { logs: how === 'at once' ? page : { ...page, parts: [{ ok: true, value: items }] } };
    };
    const reading =
      (range = RANGE) =>
      async (sources: Sources) => {
        const page = await sources.logs.page({ group: GROUP, range, pattern: null, token: null }, signal);
        return page.ok ? inOnePart(page.value) : page;
      };
    const leftOutAt = async (path: string, atMs: number, range = RANGE) => {
      const page = await (await playedAt(path, atMs)).logs.page(
        { group: GROUP, range, pattern: null, token: null },
        signal,
      );
      return page.ok ? (page.value.leftOut ?? []) : page.error.name;
    };

    it('names what was left out of it by then, each once', async () => {
      const path = await recorded(
        { atMs: 0, answers: leavingOut('x'), ask: reading() },
        { atMs: 30_000, answers: leavingOut('x', 'y'), ask: reading() },
      );
      expect(await leftOutAt(path, 10_000)).toEqual(['x']);
      expect(await leftOutAt(path, 30_000)).toEqual(['x', 'y']);
    });

    it('names it when asked, but not for another part of the log', async () => {
      const earlier = { startMs: RANGE.startMs - 60_000, endMs: RANGE.startMs - 1 };
      const path = await recorded(
        { atMs: 0, answers: leavingOut(), ask: reading(earlier) },
        { atMs: 0, answers: leavingOut('x'), ask: reading() },
      );
      expect(await leftOutAt(path, 10_000, earlier)).toEqual([]);
      expect(await leftOutAt(path, 10_000)).toEqual(['x']);
    });
  });

  it('waits for an answer that was pending then', async () => {
    const path = await recorded(
      { atMs: 5_000, answers: logPage(['a', 1]), ask: readLog },
      { atMs: 6_000, answers: metricPoints(1, 2), ask: readMetrics },
    );
    expect(await idsIn(await playedAt(path, 0))).toEqual(['a']);
    expect((await readMetrics(await playedAt(path, 0))).ok).toBe(true);
  });

  it('waits for the answer about that part of a log, not about another', async () => {
    const before = { startMs: START_MS - 600_000, endMs: START_MS - 540_000 };
    const path = await recorded(
      {
        atMs: 1_000,
        answers: logPage(['old', -570_000]),
        ask: (sources) =>
          sources.logs.page({ group: GROUP, range: before, pattern: null, token: null }, signal),
      },
      { atMs: 2_000, answers: logPage(['a', 1]), ask: readLog },
    );
    expect(await idsIn(await playedAt(path, 0))).toEqual(['a']);
  });

  it('waits for a failure at the time, instead of saying that nothing was recorded', async () => {
    const path = await recorded(
      { atMs: 0, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 10_500, answers: { error: 'unreachable' }, ask: readLog },
      { atMs: 30_000, answers: logPage(['a', 1]), ask: readLog },
    );
    expect(await idsIn(await playedAt(path, 0))).toBe('unreachable');
  });

  it('repeats an error until the next answer, except for a printout', async () => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['a', 1]), ask: readLog },
      { atMs: 60_000, answers: { error: 'denied' }, ask: readLog },
      { atMs: 120_000, answers: logPage(['a', 1], ['b', 2]), ask: readLog },
      { atMs: 180_000, answers: { error: 'expired' }, ask: readLog },
    );
    expect(await idsIn(await playedAt(path, 60_000))).toBe('denied');
    expect(await idsIn(await playedAt(path, 120_000))).toEqual(['a', 'b']);
    expect(await idsIn(await playedAt(path, 180_000))).toBe('expired');
    expect(await idsIn(await playedAt(path, 180_000, { retellsErrors: false }))).toEqual(['a', 'b']);
  });

  describe('to a follower that finishes a span sooner than the live one did', () => {
    const asking = (fromMs: number) => (sources: Sources) =>
      sources.logs.page(
        {
          group: GROUP,
          range: { startMs: START_MS + fromMs, endMs: START_MS + 700_000 },
          pattern: null,
          token: null,
        },
        signal,
      );
    const [one, other] = [{}, {}];
    const idsFrom = (sources: Sources, fromMs: number, follower: object = one) =>
      idsFollowed(sources, follower, START_MS + fromMs);
    const withLate = () =>
      recorded(
        { atMs: 1_000, answers: logPage(['a', 500]), ask: asking(0) },
        { atMs: 300_000, answers: logPage(['b', 299_000]), ask: asking(200_000) },
        { atMs: 420_000, answers: logPage(['a', 500], ['late', 600], ['b', 299_000]), ask: asking(0) },
      );

    it('shows the lines that a later call found there once, and so for each follower', async () => {
      const clock = createManualClock(START_MS + 300_000);
      const settings = { clock, retellsErrors: true, storyPattern: STORY_PATTERN };
      const { sources } = playback(await readBack(await withLate()), settings);
      for (const each of [one, other]) expect(await idsFrom(sources, 200_000, each)).toEqual(['b']);
      await clock.advance(120_000);
      for (const each of [one, other]) {
        expect(await idsFrom(sources, 250_000, each)).toEqual(['late', 'b']);
        expect(await idsFrom(sources, 250_000, each)).toEqual(['b']);
      }
    });

    it('keeps them for the follower if another reader asks only once', async () => {
      const clock = createManualClock(START_MS + 300_000);
      const settings = { clock, retellsErrors: true, storyPattern: STORY_PATTERN };
      const { sources } = playback(await readBack(await withLate()), settings);
      await idsFrom(sources, 200_000);
      await clock.advance(120_000);
      expect(await asking(250_000)(sources)).toMatchObject({ value: { items: [{ eventId: 'b' }] } });
      expect(await idsFrom(sources, 250_000)).toEqual(['late', 'b']);
    });

    it('shows nothing from before to a follower that starts there', async () => {
      expect(await idsFrom(await playedAt(await withLate(), 420_000), 250_000)).toEqual(['b']);
    });
  });

  describe('to a follower of a log that could not be read for a while', () => {
    const known = { atMs: 0, answers: logPage(['a', 1]), ask: readLog };
    const failure = (atMs: number) => ({ atMs, answers: { error: 'unreachable' }, ask: readLog }) as const;
    const answer = (atMs: number) => ({ atMs, answers: logPage(['a', 1], ['b', 2]), ask: readLog });
    const follower = {};

    it('shows each failure once, and then waits for the next answer like the live one', async () => {
      const path = await recorded(known, failure(60_000), failure(70_000), answer(110_000));
      const sources = await playedAt(path, 60_000);
      expect(await idsFollowed(sources, follower)).toBe('unreachable');
      expect(await idsFollowed(sources, follower)).toBe('unreachable');
      expect(await idsFollowed(sources, follower)).toEqual(['a', 'b']);
    });

    it.each([
      ['another follower', (sources: Sources) => idsFollowed(sources, {})],
      ['a single read', (sources: Sources) => idsIn(sources)],
    ])('answers %s at once, which has seen nothing yet', async (_, ask) => {
      const path = await recorded(known, failure(60_000), answer(110_000));
      const clock = createManualClock(START_MS + 60_000);
      const settings = { clock, retellsErrors: true, storyPattern: STORY_PATTERN };
      const { sources } = playback(await readBack(path), settings);
      expect(await idsFollowed(sources, follower)).toBe('unreachable');
      expect(await ask(sources)).toBe('unreachable');
    });

    it.each([
      ['the last one recorded', []],
      ['the last one for hours, as there were no requests', [answer(4 * 3_600_000)]],
    ])('shows again and again one that is %s', async (_, later) => {
      const path = await recorded(known, failure(60_000), ...later);
      const sources = await playedAt(path, 60_000);
      for (let question = 0; question < 3; question += 1)
        expect(await idsFollowed(sources, follower)).toBe('unreachable');
    });
  });

  it('repeats failures of metrics, but not to a printout', async () => {
    const path = await recorded(
      { atMs: 0, answers: metricPoints(1, 2), ask: readMetrics },
      { atMs: 60_000, answers: { error: 'throttled' }, ask: readMetrics },
    );
    const isAnswered = async (retellsErrors: boolean) =>
      (await readMetrics(await playedAt(path, 60_000, { retellsErrors }))).ok;
    expect([await isAnswered(true), await isAnswered(false)]).toEqual([false, true]);
  });

  it('answers a pattern with what it found, and says where it was never used', async () => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['a', 1], ['b', 2], ['c', 3]), ask: readLog },
      { atMs: 1, answers: logPage(['b', 2]), ask: (sources) => readLog(sources, 'ERROR') },
    );
    const sources = await playedAt(path, 10);
    expect(await idsIn(sources)).toEqual(['a', 'b', 'c']);
    expect(await idsIn(sources, 'ERROR')).toEqual(['b']);
    expect(await idsIn(sources, 'WARN')).toBe(NOT_RECORDED);
  });

  it('looks for a phrase in what was read of a log, if AWS was not asked for it', async () => {
    const path = await recorded({ atMs: 0, answers: logPage(['a', 1], ['b', 2], ['c', 3]), ask: readLog });
    const sources = await playedAt(path, 10);
    expect(await idsIn(sources, '"line b"')).toEqual(['b']);
    expect(await idsIn(sources, '"line d"')).toEqual([]);
    expect(await idsIn(sources, '"line" "b"')).toBe(NOT_RECORDED);
  });

  it('says of a log that was read with filters alone that the other lines were not recorded', async () => {
    const path = await recorded({
      atMs: 0,
      answers: logPage(['a', 1]),
      ask: (sources) => readLog(sources, 'ERROR'),
    });
    expect(await readLog(await playedAt(path, 10))).toMatchObject({
      error: {
        message:
          'the recording holds only those lines of /aws/lambda/checkout-api that filters found, such as errors and REPORTs (logs:FilterLogEvents)',
      },
    });
  });

  it.each([
    ['errors alone are wanted', [rawText('ERROR')], ['a', 'c']],
    ['other lines are wanted too', [], NOT_RECORDED],
  ])('answers with what filters found of failures where %s', async (_, failurePatterns, ids) => {
    const path = await recorded(
      { atMs: 0, answers: logPage(['a', 1]), ask: (sources) => readLog(sources, 'ERROR') },
      { atMs: 1, answers: logPage(['a', 1], ['b', 2]), ask: (sources) => readLog(sources, 'WARN') },
      { atMs: 2, answers: logPage(['c', 3]), ask: (sources) => readLog(sources, 'ERROR') },
    );
    expect(await idsIn(await playedAt(path, 10, { failurePatterns }))).toEqual(ids);
  });

  it('answers without a pattern leave out what only a pattern found, if the lines around it were not read', async () => {
    const firstPage = { logs: { items: [logEvent('a', 1), logEvent('b', 2)], nextToken: rawText('more') } };
    const path = await recorded(
      { atMs: 0, answers: firstPage, ask: readLog },
      { atMs: 1, answers: logPage(['b', 2], ['d', 4]), ask: (sources) => readLog(sources, 'REPORT') },
    );
    const sources = await playedAt(path, 10);
    expect(await idsIn(sources)).toEqual(['a', 'b']);
    expect(await idsIn(sources, 'REPORT')).toEqual(['b', 'd']);
  });

  it('has no points for a series that was not recorded, which is not the same as none', async () => {
    const path = await recorded({ atMs: 0, answers: metricPoints(1), ask: readMetrics });
    const both = [QUERY, { ...QUERY, owner: ACCOUNT }];
    const answer = await (await playedAt(path, 0)).metrics.page(both, METRIC_RANGE, null, signal);
    expect(answer.ok && answer.value.items.map(({ status }) => status)).toEqual(['complete', 'failed']);
  });

  it('says from when on it holds a series without a gap, if that is later than asked for', async () => {
    const asking = (fromMinute: number, toMinute: number) => (sources: Sources) =>
      sources.metrics.page(
        [QUERY],
        {
          ...METRIC_RANGE,
          startMs: START_MS + fromMinute * 60_000,
          endMs: START_MS + toMinute * 60_000,
        },
        null,
        signal,
      );
    const path = await recorded(
      { atMs: 0, answers: metricPoints(1, 2), ask: asking(-300, -240) },
      { atMs: 1, answers: metricPoints(1, 2), ask: asking(-120, 0) },
      { atMs: 60_000, answers: metricPoints(1, 2), ask: asking(-17, 1) },
    );
    const knownFrom = async (fromMinute: number) => {
      const answer = await asking(fromMinute, 1)(await playedAt(path, 60_000));
      const [item] = answer.ok ? answer.value.items : [];
      return item?.knownFromMs === undefined ? 'the start' : (item.knownFromMs - START_MS) / 60_000;
    };
    expect([await knownFrom(-17), await knownFrom(-100), await knownFrom(-1_440)]).toEqual([
      'the start',
      -100,
      -120,
    ]);
  });

  it('returns a long log page by page', async () => {
    const ids = Array.from(
      { length: 25_000 },
      (_, index) => [String(index).padStart(5, '0'), index] as const,
    );
    const sources = await playedAt(
      await recorded({ atMs: 60_000, answers: logPage(...ids), ask: readLog }),
      60_000,
    );
    const all: string[] = [];
    let token = null;
    do {
      const answer = await sources.logs.page({ group: GROUP, range: RANGE, pattern: null, token }, signal);
      if (!answer.ok) throw new Error(answer.error.name);
      all.push(...answer.value.items.map(({ eventId }) => eventId));
      token = answer.value.nextToken;
    } while (token !== null);
    expect(all).toEqual(ids.map(([id]) => id));
  });
});
