import { describe, expect, it } from 'vitest';
import type { Sources } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import {
  GROUP,
  idsFollowed,
  idsIn,
  logEvent,
  logPage,
  playedAt,
  RANGE,
  readLog,
  recorded,
  START_MS,
  signal,
} from '../played-account.ts';

describe('a log that was read again page by page when newer lines were already known', () => {
  /** As after an hour of sleep: 'slow' and 'late' are read only after 'newest'. */
  const readAgain = () =>
    recorded(
      { atMs: 0, answers: logPage(['newest', 0]), ask: readLog },
      {
        atMs: 10_000,
        answers: { logs: { items: [logEvent('slow', -9000)], nextToken: rawText('1') } },
        ask: readLog,
      },
      { atMs: 12_000, answers: logPage(['late', -5000], ['newest', 0]), ask: readLog },
    );

  it.each([
    ['before it is read again', 5000, ['newest']],
    ['between its pages: continuing after the newest would miss what is read then', 11_000, ['slow']],
    ['when everything is read', 12_000, ['slow', 'late', 'newest']],
  ])('gives a follower as much as its page had, %s', async (_, atMs, ids) => {
    expect(await idsFollowed(await playedAt(await readAgain(), atMs), {})).toEqual(ids);
  });

  it('gives a single read everything known', async () => {
    const sources = await playedAt(await readAgain(), 11_000, { retellsErrors: false });
    expect(await idsIn(sources)).toEqual(['slow', 'newest']);
  });
});

describe('a log of which a session was reading a span page by page, asked for once', () => {
  const reading = (restMs: number) =>
    recorded(
      {
        atMs: 1_000,
        answers: { logs: { items: [logEvent('first', -9000)], nextToken: rawText('1') } },
        ask: readLog,
      },
      { atMs: restMs, answers: logPage(['first', -9000], ['rest', -5000]), ask: readLog },
    );
  const answerAt = async (atMs: number, restMs: number) => {
    const question = { group: GROUP, range: RANGE, pattern: null, token: null };
    const answer = await (await playedAt(await reading(restMs), atMs)).logs.page(question, signal);
    if (!answer.ok) return answer.error.name;
    return [answer.value.isPart ?? false, ...answer.value.items.map(({ eventId }) => eventId)];
  };

  it.each([
    ['is awaited with its last page', 0, 9_000, [false, 'first', 'rest']],
    ['is awaited from between its pages', 1_500, 9_000, [false, 'first', 'rest']],
    ['is given in part where the rest was read much later', 0, 60_000, [true, 'first']],
  ])('%s', async (_, atMs, restMs, answer) => {
    expect(await answerAt(atMs, restMs)).toEqual(answer);
  });

  it('is awaited with the span that was read next, where it asks for a little of that', async () => {
    const asking = (fromMs: number, toMs: number) => (sources: Sources) => {
      const range = { startMs: START_MS + fromMs, endMs: START_MS + toMs };
      return sources.logs.page({ group: GROUP, range, pattern: null, token: null }, signal);
    };
    const path = await recorded(
      { atMs: 1_000, answers: logPage(['newer', -1_000]), ask: asking(-60_000, 0) },
      { atMs: 2_500, answers: logPage(['edge', -60_500]), ask: asking(-120_000, -60_001) },
    );
    const answer = await asking(-61_000, -500)(await playedAt(path, 0));
    expect(answer.ok && answer.value.items.map(({ eventId }) => eventId)).toEqual(['edge', 'newer']);
  });
});
