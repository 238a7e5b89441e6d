import { describe, expect, it } from 'vitest';
import { workingLines } from '../../src/print/estimate-working.ts';
import { plainLine } from '../../src/terminal/draw-line.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../views/fleet-story.ts';

function workingOf(story: FunctionStory): readonly string[] {
  const snapshot = snapshotOf({ functions: [story] });
  return workingLines(snapshot.functions[0]!, snapshot.account, NOW_MS, 60, safe`x`).map(plainLine);
}

/** What a pocket calculator makes of `2,500 / 60 s x 4.640 s`. */
function reckoned(working: string): number {
  const words = working
    .replaceAll(',', '')
    .replaceAll(/ s\b| shards| reserved/g, '')
    .trim();
  const [first, ...rest] = words.split(/ ([/x-]) /);
  let result = Number(first);
  for (let place = 0; place < rest.length; place += 2) {
    const value = Number(rest[place + 1]);
    result = rest[place] === '/' ? result / value : rest[place] === 'x' ? result * value : result - value;
  }
  return result;
}

const LONG: FunctionStory = {
  name: 'long',
  minute: calm(() => ({ 'Invocations Sum': 7, 'Duration Sum': 7 * 83_417 })),
};
const SHORT: FunctionStory = {
  name: 'short',
  reserved: 35,
  minute: calm(() => ({ 'Invocations Sum': 18_608, 'Duration Sum': 18_608 * 62.077, 'Throttles Sum': 412 })),
};
const TINY: FunctionStory = {
  name: 'tiny',
  minute: calm(() => ({ 'Invocations Sum': 3, 'Duration Sum': 3 * 1.37 })),
};

describe('the working of an estimate', () => {
  it.each([
    ['a function at its limit', THROTTLED],
    ['a calm one', CALM],
    ['shards', LAGGING],
    ['long calls', LONG],
    ['short calls, some turned away', SHORT],
    ['hardly any', TINY],
  ])('can be checked with a pocket calculator: %s', (_what, story) => {
    const steps = workingOf(story).flatMap((line) => {
      const [, working, result] = /^.{15}(.*\d.*[/x-].*?) *= +~?([\d,.]+)$/.exec(line) ?? [];
      return working === undefined ? [] : [{ working, result: result!.replaceAll(',', '') }];
    });
    expect(steps.length).toBeGreaterThanOrEqual(3);
    for (const { working, result } of steps) {
      const decimals = result.split('.')[1]?.length ?? 0;
      // As the last digit on the screen has it, but for the rounding of what is shown to four digits.
      const value = reckoned(working);
      const lastDigit = 10 ** -decimals;
      expect(Math.abs(value - Number(result)), working).toBeLessThanOrEqual(lastDigit / 2 + value * 0.0006);
    }
  });

  it('tells what was observed beside what was reckoned, and how old it is', () => {
    expect(workingOf(THROTTLED).join('\n')).toMatch(/observed max +CloudWatch, 2m old +=.* 200/);
  });
});
