import { describe, expect, it } from 'vitest';
import type { HourlyCost } from '../../../src/lambda/cost/hourly-cost.ts';
import { costLines, sampleLines } from '../../../src/print/function/cost-lines.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';

function costOf(totalDollars: number): HourlyCost {
  return {
    gbSeconds: 278_126,
    requests: 31_578,
    computeDollars: totalDollars,
    initDollars: null,
    requestDollars: 0,
    storageDollars: 0,
    totalDollars,
  };
}

function together(totalDollars: number): string {
  return lineText(costLines(costOf(totalDollars), [])[0] ?? []);
}

/** One column of the facts on a screen of 120 columns. */
const COLUMN = 58;

describe('the cost of an hour', () => {
  it.each([
    [0.0137, '~$0.01  a month ~$10.00'],
    [4.64, '~$4.64  a month ~$3,387'],
    [46.4, '~$46.40  a month ~$33,872'],
  ])('is shown with the cost of a month of such hours, in one column of the page: %s', (dollars, says) => {
    expect(together(dollars)).toContain(says);
    expect(together(dollars).length).toBeLessThanOrEqual(COLUMN);
  });

  it.each([
    { compute: 1.604, requests: 0.004, starts: 0.004 },
    { compute: 0.014, requests: 0.004, starts: 0.008 },
    { compute: 0.0049, requests: 0.0049, starts: 0.0049 },
    { compute: 0.1049, requests: 0.0349, starts: 0.0049 },
    { compute: 0.002, requests: 0.001, starts: 0 },
  ])('has parts that add up to the whole: $compute, $requests, $starts', ({ compute, requests, starts }) => {
    const lines = costLines(
      {
        ...costOf(compute + requests + starts),
        computeDollars: compute,
        requestDollars: requests,
        initDollars: starts,
      },
      [],
    ).map(lineText);
    const cents = lines.map((line) => {
      const [, sign, dollars] = /(<|~)\$([\d.]+)/.exec(line) ?? [];
      return sign === '<' ? 0 : Math.round(Number(dollars) * 100);
    });
    expect(cents.slice(1).reduce((sum, part) => sum + part, 0)).toBe(cents[0]);
    expect(lines[1]).not.toContain('~$0.00');
  });

  it('has its figures right-aligned, as have the calls read', () => {
    const cost = { ...costOf(46.41), computeDollars: 46.4, requestDollars: 0.01, storageDollars: 0 };
    expect(costLines(cost, []).map(lineText)).toEqual([
      'together     ~$46.41  a month ~$33,879',
      'compute      ~$46.40  278,126 GB-seconds',
      'requests      ~$0.01  31,578',
      'cold starts  ',
    ]);
    const sample = { calls: 3_167, spanMs: 76_000, coldStarts: 0, initMs: null, maxMemoryMb: 209, reruns: 0 };
    expect(sampleLines(sample, 512, []).map(lineText)).toEqual([
      'calls         3,167  in 1m 16s',
      'memory       209 MB  at most, 41 %',
      'cold starts       0  0 %',
    ]);
  });

  it('has its estimates, the whole and its parts, in the colour of estimates', () => {
    const [whole, compute] = costLines(costOf(4.64), []).map((line) =>
      line.find(({ text }) => text.startsWith('~$')),
    );
    expect([whole?.tone, compute?.tone]).toEqual(['ours', 'ours']);
  });
});
