import { describe, expect, it } from 'vitest';
import { plainLine } from '../../src/terminal/drawing/draw-line.ts';
import { fittingSentence } from '../../src/terminal/fitting-sentence.ts';
import type { Line } from '../../src/terminal/line.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import { toned, verbatim } from '../../src/terminal/words.ts';

const OWN: Line = [toned('fact', safe`errors began; throttles followed; callers get 429`)];
const OF_A_LOG: Line = [
  toned('fact', safe`312 x `),
  ...verbatim([toned('fact', safe`SqlException: relation "orders" is locked; statement was: UPDATE`)]),
  toned('dim', safe`  in 15m`),
];

describe('a sentence without room', () => {
  it.each([
    { width: 48, says: 'errors began; throttles followed' },
    { width: 20, says: 'errors began' },
    { width: 8, says: 'errors ~' },
  ])("loses whole clauses of lmon's own in $width cells", ({ width, says }) => {
    expect(plainLine(fittingSentence([OWN], width, safe`~`))).toBe(says);
  });

  it.each([{ width: 60, says: '312 x SqlException: relation "orders" is locked; statement ~' }])(
    'shows in $width cells where log text was cut',
    ({ width, says }) => {
      expect(plainLine(fittingSentence([OF_A_LOG], width, safe`~`))).toBe(says);
    },
  );
});
