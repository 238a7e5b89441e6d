import { describe, expect, it } from 'vitest';
import { workingLines } from '../../../src/print/headroom/estimate-working.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../../views/fleet/fleet-story.ts';
import { expectReckoned } from './pocket-calculator.ts';

function workingOf(story: FunctionStory): readonly string[] {
  const snapshot = snapshotOf({ functions: [story] });
  return workingLines(snapshot.functions[0]!, snapshot.account, NOW_MS, 60, safe`x`).map(plainLine);
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
    expect(expectReckoned(workingOf(story))).toBeGreaterThanOrEqual(3);
  });

  it('tells what was observed beside what was reckoned, and how old it is', () => {
    expect(workingOf(THROTTLED).join('\n')).toMatch(/observed max +CloudWatch, 2m old +=.* 200/);
  });
});
