import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Condition, KEY, openScreen, type Screen } from './open-screen.ts';

const program = fileURLToPath(new URL('../fixtures/echo-screen.mjs', import.meta.url));
const LAST_WORDS = fileURLToPath(new URL('../fixtures/last-words.mjs', import.meta.url));

describe('a program on a terminal of its own', () => {
  let screen: Screen;
  afterEach(() => screen.close());

  async function open(env: Record<string, string | undefined> = {}): Promise<void> {
    screen = await openScreen({ program, args: ['hello'], columns: 40, rows: 5, env });
    await screen.waitFor('hello');
  }

  it('is seen as rows of text, on the alternate screen, with its title and without a cursor', async () => {
    await open();
    expect(screen.text()).toEqual(['40x5', 'red back hello CI=undefined', '', '', '']);
    expect(screen.isAlternate()).toBe(true);
    expect(screen.isCursorVisible()).toBe(false);
    expect(screen.title()).toBe('echo');
    expect(screen.modes().bracketedPasteMode).toBe(true);
  });

  it('is seen with its colours', async () => {
    await open();
    expect(screen.cell(0, 1)).toMatchObject({ text: 'r', foreground: '#f7768e', bold: true, reverse: false });
    expect(screen.cell(4, 1)).toMatchObject({ text: 'b', foreground: null, bold: false, reverse: true });
    expect(screen.cells()).toHaveLength(5);
  });

  it('receives keys, and the answers to its terminal queries', async () => {
    await open();
    screen.press(KEY.down);
    await screen.waitFor(String.raw`key "\u001b[B"`);
    screen.press('?');
    await screen.waitFor(/key "\\u001b\[2;\d+R"/);
  });

  it('is seen frame by frame, even where several are read at once', async () => {
    await open();
    screen.press('f');
    await screen.waitFor('first frame');
    await screen.waitFor('second frame');
  });

  it.each<[string, Condition]>([
    ['a pattern', /^(?![\s\S]*second)/],
    ['a function', (now) => !now.text().join().includes('second')],
  ])('lacks something only if its newest frame does: %s', async (_by, isAbsent) => {
    await open();
    screen.press('f');
    await screen.waitFor('second frame');
    const whenGone = screen.waitFor(isAbsent).then(() => screen.text()[1]);
    screen.press('f');
    await screen.waitFor('first frame');
    screen.press('x');
    expect(await whenGone).toBe('key "x"');
  });

  it('notices when its window is resized', async () => {
    await open();
    screen.resize(30, 4);
    await screen.waitFor('30x4');
    expect(screen.text()).toHaveLength(4);
  });

  it.each([
    { how: 'a key', end: () => screen.press('q') },
    { how: 'a signal', end: () => screen.kill('SIGTERM') },
  ])('leaves the terminal as it was when $how ends it', async ({ end }) => {
    await open();
    end();
    expect(await screen.exited).toEqual({ code: 3, signal: null });
    expect(screen.isAlternate()).toBe(false);
    expect(screen.isCursorVisible()).toBe(true);
    expect(screen.modes().bracketedPasteMode).toBe(false);
  });

  it('is read to its end on a machine too busy to read it all at once', async () => {
    let isBusy = true;
    const beBusy = () => {
      const untilMs = Date.now() + 300;
      while (Date.now() < untilMs);
      if (isBusy) setImmediate(beBusy);
    };
    screen = await openScreen({ program: LAST_WORDS, args: [], columns: 40, rows: 5 });
    setImmediate(beBusy);
    await screen.exited;
    isBusy = false;
    expect(screen.text().join('')).toContain('the last words');
  });

  it('ends with the signal that killed it', async () => {
    await open();
    screen.kill('SIGKILL');
    expect(await screen.exited).toEqual({ code: 0, signal: 9 });
  });

  it('reports its output when something is waited for in vain', async () => {
    await open();
    screen.press('q');
    await expect(screen.waitFor('never')).rejects.toThrow(/the program ended before the screen showed never/);
  });

  it('has its output counted', async () => {
    await open();
    const before = screen.bytesWritten();
    screen.press('x');
    await screen.waitFor('key "x"');
    expect(screen.bytesWritten()).toBeGreaterThan(before);
  });

  it('runs in its own folder, where it may save files until it ends', async () => {
    await open();
    screen.resize(200, 5);
    // Drawing after the resize would clear what the key shows.
    await screen.waitFor('resized');
    screen.press('s');
    await screen.waitFor(/saved in \S+/);
    const [, folder = ''] = /saved in (\S+)/.exec(screen.text().join('\n')) ?? [];
    expect(folder).not.toBe(process.cwd());
    expect(existsSync(join(folder, 'saved.txt'))).toBe(true);
    screen.press('q');
    await screen.exited;
    expect(existsSync(folder)).toBe(false);
  });

  it('gets the environment given by the test', async () => {
    await open({ CI: 'yes' });
    expect(screen.text().join()).toContain('CI=yes');
  });
});
