import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { openApp } from '../open-app.ts';
import { KEY, openScreen, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
let screen: Screen;
beforeAll(async () => {
  account = await smallAccount(1, ['checkout-api', 'user-profile']);
});
afterEach(() => screen.close());
afterAll(() => account.close());

/** In a program of its own, in an account whose time passes. */
async function openLive(...args: readonly string[]): Promise<void> {
  screen = await openScreen({ args, columns: 120, rows: 40, env: account.env });
}

const TAIL = { args: ['tail', 'checkout-api'], shows: /FOLLOW[\s\S]*payments/ };

describe('a log on a terminal', () => {
  it('follows, holds, counts, jumps to errors, follows again, and leaves the terminal as it was', async () => {
    await openLive('tail', 'checkout-api');
    await screen.waitFor(TAIL.shows);
    expect(screen.isAlternate()).toBe(true);
    screen.press(KEY.pageUp);
    await screen.waitFor('HELD');
    // A late line may come between repeats, which then count apart.
    const heldLine = () => cursorRowOf(screen).replace(/ +×\d+$/, '');
    const held = heldLine();
    await screen.waitFor(/ [1-9]\d* new {2}(?:[1-9]\d* errors? {2})?F follows/);
    expect(heldLine()).toEqual(held);
    screen.press('E');
    await screen.waitFor((now) => /ERROR|timeout|error/.test(cursorRowOf(now)));
    screen.press('F');
    await screen.waitFor(/FOLLOW[\s\S]*in memory/);
    expect(screen.text().join('\n')).not.toContain(' new ');
    // Nothing is left to clear, and there is nothing below.
    screen.press(KEY.escape);
    screen.press('p');
    await screen.waitFor('FROZEN');
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
  });

  it('names in its last row and its help no key that leads to something not watched here', async () => {
    screen = await openApp({ ...TAIL });
    const footer = screen.text().at(-1) ?? '';
    expect(footer).toMatch(/^ enter expand .*\? keys/);
    expect(footer).not.toMatch(/headroom|triage/);
    screen.press('?');
    await screen.waitFor('HERE');
    expect(screen.text().join('\n')).not.toMatch(/headroom: which limit|triage: what happened/);
    screen.press(KEY.escape);
    await screen.waitFor(/^(?![\s\S]*HERE)[\s\S]*FOLLOW/);
    screen.press('H');
    await screen.waitFor('no fleet is watched here');
  });

  it('names the whole file that it was saved to', async () => {
    screen = await openApp({ ...TAIL, columns: 80, rows: 24 });
    screen.press('x');
    await screen.waitFor(/saved [\d,]+ lines[^\n]*\s+to\s+\S+\/lmon-checkout-api-\d{8}T\d{6}Z\.log/);
  });

  it('of the past ends where it ended, with nothing to settle and nothing to follow', async () => {
    screen = await openApp({
      args: ['tail', 'cart-api', '--since', '02:57', '--until', '03:00'],
      shows: /ended ·[\s\S]* 02:57Z[\s\S]* since 02:57Z/,
    });
    const words = screen.text().join('\n');
    expect(words).toMatch(/FAILURES every 5 s ─+ [\d,]+ of [\d,]+ calls failed · peak \d+\n/);
    expect(words).not.toMatch(/not settled|╱/);
    screen.press('g');
    await screen.waitFor((now) => cursorRow(now) > 0);
    expect(screen.text().join('\n')).not.toMatch(/F follow/);
  });

  it('says that it is streamed, what that costs an hour, and what it has cost at the end', async () => {
    await openLive('tail', 'user-profile', '--live');
    await screen.waitFor(/LIVE TAIL \$0\.60\/h/);
    screen.press('q');
    await screen.exited;
    expect(screen.text().join('\n')).toMatch(/lmon made \d+ AWS API calls, about \$0\.0[12]/);
  });

  it('keeps its place under the help and in a window that is too small', async () => {
    const shows = /FOLLOW[\s\S]*in memory[\s\S]*END/;
    screen = await openApp({
      args: ['tail', 'order-stream-consumer', '--since', '60s'],
      shows,
    });
    screen.press('g');
    await screen.waitFor('HELD');
    screen.press('jj');
    await screen.waitFor((now) => cursorRow(now) === 10);
    await screen.waitFor('HELD');
    const before = screen.cells();
    screen.press('?');
    await screen.waitFor('HERE');
    screen.press(KEY.escape);
    await screen.waitFor('HELD');
    expect(screen.cells()).toEqual(before);
    screen.resize(40, 10);
    await screen.waitFor('lmon needs 60x15, has 40x10');
    screen.resize(120, 40);
    await screen.waitFor('HELD');
    expect(screen.cells()).toEqual(before);
  });

  it('shows the patterns of its lines as soon as the lines', async () => {
    screen = await openApp({
      args: ['tail', 'order-stream-consumer', '--since', '60s'],
      shows: /in memory[\s\S]*END[\s\S]*PATTERNS[\s\S]*\d %/,
    });
    expect(screen.text().join('\n')).not.toContain("no lines of the function's own");
  });

  it('merges the logs of several functions, says how many there are and which one each line is from', async () => {
    screen = await openApp({
      args: ['tail', 'cart-*', '--regex', '^user'],
      shows: /2 logs[\s\S]*TIME +FUNCTION +ENV/,
    });
    for (const name of ['cart-api', 'user-profile']) await screen.waitFor((now) => hasRowOf(now, name));
  });

  it('reports a function that does not exist, and leaves the terminal as it was', async () => {
    screen = await openApp({
      args: ['tail', 'checkuot-api'],
      shows: 'did you mean checkout-api?',
    });
    expect((await screen.exited).code).toBe(66);
    expect(terminalOf(screen)).toEqual(RESTORED);
  });
});

/** Whether a line of the log has this in its name column. */
function hasRowOf({ text }: Screen, name: string): boolean {
  return text().some((row) => new RegExp(`^[ ❯]*[\\d:.]+ +${name} `).test(row));
}

/** The row with the cursor. */
function cursorRow({ cells }: Screen): number {
  return cells().findIndex(([first]) => first !== undefined && first.background !== null);
}

function cursorRowOf(now: Screen): string {
  return now.text()[cursorRow(now)] ?? '';
}
