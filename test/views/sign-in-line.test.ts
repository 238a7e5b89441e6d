import { describe, expect, it } from 'vitest';
import { plainLine } from '../../src/terminal/drawing/draw-line.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import { KEYMAP } from '../../src/views/keys/keymap.ts';
import { signInLine } from '../../src/views/sign-in-line.ts';

describe('the row of expired credentials', () => {
  it.each([
    {
      width: 98,
      says: 'credentials expired   renew them elsewhere: lmon goes on by itself   ! errors   ? keys   q quit',
    },
    { width: 58, says: 'credentials expired   renew them elsewhere   q quit' },
    { width: 48, says: 'credentials expired   renew them elsewhere' },
  ])('says in $width cells whatever fits in full', ({ width, says }) => {
    expect(plainLine(signInLine({ kind: 'expired', command: null }, KEYMAP, { width, isRoot: true }))).toBe(
      says,
    );
  });

  it('leads back from a screen that was opened from another', () => {
    const place = { width: 78, isRoot: false };
    expect(plainLine(signInLine({ kind: 'expired', command: null }, KEYMAP, place))).toMatch(
      / {3}\? keys {3}esc back$/,
    );
  });

  it('names the sign-in command and the way out, however little room there is', () => {
    const line = plainLine(
      signInLine({ kind: 'expired', command: safe`aws sso login --profile prod` }, KEYMAP, {
        width: 58,
        isRoot: true,
      }),
    );
    expect(line).toBe('expired   s aws sso login --profile prod   ? keys   q quit');
  });
});

describe('the row of missing credentials', () => {
  it.each([
    {
      width: 98,
      says: 'no credentials   aws configure sso makes a profile, :profile NAME takes it   ? keys   q quit',
    },
    { width: 78, says: 'no credentials   aws configure sso, then :profile NAME   ? keys   q quit' },
    { width: 58, says: 'no credentials   aws configure sso, then :profile NAME' },
  ])('says in $width cells how to give some', ({ width, says }) => {
    expect(plainLine(signInLine({ kind: 'missing', command: null }, KEYMAP, { width, isRoot: true }))).toBe(
      says,
    );
  });
});
