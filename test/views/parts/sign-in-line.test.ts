import { describe, expect, it } from 'vitest';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { KEYMAP } from '../../../src/views/keys/keymap.ts';
import { signInLine } from '../../../src/views/parts/sign-in-line.ts';

describe('the row of expired credentials', () => {
  it.each([
    {
      width: 98,
      says: 'credentials expired   renew them elsewhere: lmon goes on by itself   ? keys   q quit',
    },
    { width: 78, says: 'credentials expired   renew them elsewhere: lmon goes on by itself   ? keys' },
    { width: 58, says: 'credentials expired   renew them elsewhere' },
  ])('says in $width cells whatever fits in full', ({ width, says }) => {
    expect(plainLine(signInLine({ command: null }, KEYMAP, width))).toBe(says);
  });

  it('names the sign-in command, however little room there is', () => {
    const line = plainLine(signInLine({ command: safe`aws sso login --profile prod` }, KEYMAP, 58));
    expect(line).toBe('credentials expired   s aws sso login --profile prod');
  });
});
