import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { logGroupLink } from '../../../../src/lambda/console-link.ts';
import { shellWord } from '../../../../src/terminal/aws-command.ts';
import { plainLine } from '../../../../src/terminal/drawing/draw-line.ts';
import { safe, safeText } from '../../../../src/terminal/safe-text.ts';
import {
  CLOSED_MENU,
  type Copyable,
  copiedAnswer,
  menuAfterKey,
  menuRows,
  openedMenu,
} from '../../../../src/views/parts/copying/copy-menu.ts';
import { fenced } from '../../../../src/views/parts/copying/markdown-fence.ts';
import { pressed } from '../../keys/key-press.ts';

const NAME: Copyable = { key: 'f', name: safe`function`, lines: [safe`cart-api`] };
const BLOCK: Copyable = { key: 'b', name: safe`block`, lines: [safe`one`, safe`two`] };
const LINK: Copyable = {
  key: 'x',
  name: safe`link`,
  because: safe`no line names one`,
  lines: [safe`https://traces`],
};
const OPEN = openedMenu([NAME, BLOCK]);

describe('the copy menu', () => {
  it('names what can be copied, and how to close it', () => {
    expect(menuRows(OPEN, 78)?.map(plainLine)).toEqual(['copy  f function  b block  esc closes']);
  });

  it('says of the way out what it does only where that does not take a second row', () => {
    expect(menuRows(OPEN, 30)?.map(plainLine)).toEqual(['copy  f function  b block  esc']);
  });

  it('shows all choices even if one row has no room for them', () => {
    expect(menuRows(OPEN, 18)?.map(plainLine)).toEqual([
      'copy  f function',
      '      b block',
      '      esc closes',
    ]);
  });

  it('says what Esc does even if that takes a row of its own', () => {
    expect(menuRows(OPEN, 29)?.map(plainLine)).toEqual(['copy  f function  b block', '      esc closes']);
  });

  it.each(['escape', 'q', 'return'])('closes with %s, which the screen does not get', (key) => {
    expect(menuAfterKey(OPEN, pressed('fleet', key))).toEqual({
      menu: CLOSED_MENU,
      isTaken: true,
      chosen: null,
    });
  });

  it('leaves keys to the screen while it is closed, even while it says what was copied', () => {
    for (const menu of [CLOSED_MENU, openedMenu([])])
      expect(menuAfterKey(menu, pressed('fleet', 'f'))).toMatchObject({ isTaken: false, chosen: null });
  });

  it.each([
    [NAME, { taker: 'terminal', isCut: false }, 'copied function  cart-api'],
    [BLOCK, { taker: 'terminal', isCut: true }, 'copied block, the first 70 kB  2 lines'],
    [
      NAME,
      { taker: 'tmux', isCut: false },
      'function sent to tmux; taken only with set-clipboard on  cart-api',
    ],
    [NAME, { taker: 'none', isCut: false }, 'no clipboard here  cart-api'],
    [
      LINK,
      { taker: 'tmux', isCut: false },
      ['link sent to tmux: no line names one; taken only with set-clipboard on', 'https://traces'],
    ],
  ] as const)('says what happened to the copy (%#)', (what, outcome, says) => {
    expect(menuRows(copiedAnswer(what, outcome), 78)?.map(plainLine)).toEqual([says].flat());
  });

  it.each([
    ['none', 'no clipboard here'],
    ['terminal', 'copied link'],
    ['tmux', 'link sent to tmux; taken only with set-clipboard on'],
  ] as const)('shows a long link in full if it is not certain that it was copied (%s)', (taker, says) => {
    const link = logGroupLink(safe`eu-west-1`, safeText('/aws/lambda/cart-api-that-has-a-long-name'));
    const copied: Copyable = { key: 'l', name: safe`link`, lines: [link] };
    const rows = menuRows(copiedAnswer(copied, { taker, isCut: false }), 58)?.map(plainLine) ?? [];
    expect(rows[0]).toBe(says);
    expect(rows.slice(1).join('')).toBe(link);
  });

  it('leaves most of the screen free, however long a line is', () => {
    const long: Copyable = { key: 'b', name: safe`block`, lines: [safeText('x'.repeat(5_000))] };
    expect(menuRows(copiedAnswer(long, { taker: 'none', isCut: false }), 58)).toHaveLength(8);
    expect(menuRows(copiedAnswer(long, { taker: 'terminal', isCut: false }), 58)).toHaveLength(1);
  });
});

it.each(['cart-api', '/aws/lambda/cart-api', "it's", '$(id) `id` "x"', 'a\nb', '-rf', '[$LATEST]'])(
  'a shell reads %j as one word, unchanged',
  (text) => {
    const word = safeText(text);
    expect(execFileSync('sh', ['-c', `printf '%s' ${shellWord(word)}`]).toString()).toBe(word);
  },
);

it('a fence is longer than any within the lines', () => {
  expect(fenced([safe`~~~~`, safe`x`])).toEqual(['~~~~~', '~~~~', 'x', '~~~~~']);
});
