import { describe, expect, it } from 'vitest';
import { rawText } from '../../../src/terminal/text.ts';
import { idsIn, logEvent, logPage, playedAt, readLog, recorded } from '../played-account.ts';

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
    expect(await idsIn(await playedAt(await readAgain(), atMs))).toEqual(ids);
  });

  it('gives a single read everything known', async () => {
    const sources = await playedAt(await readAgain(), 11_000, { retellsErrors: false });
    expect(await idsIn(sources)).toEqual(['slow', 'newest']);
  });
});
