import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Condition, openScreen, type Screen } from './open-screen.ts';

const program = fileURLToPath(new URL('../fixtures/echo-screen.mjs', import.meta.url));
const LAST_WORDS = fileURLToPath(new URL('../fixtures/last-words.mjs', import.meta.url));

describe('a program on a terminal of its own', () => {
  let screen: Screen;
  afterEach(() => screen.close());

  async function open(): Promise<void> {
    screen = await openScreen({ program, args: ['hello'], columns: 40, rows: 5 });
    await screen.waitFor('hello');
  }

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

  it('reports its output when something is waited for in vain', async () => {
    await open();
    screen.press('q');
    await expect(screen.waitFor('never')).rejects.toThrow(/the program ended before the screen showed never/);
  });
});
