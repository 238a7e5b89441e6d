import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squeezedFrame } from '../../../src/views/ink/squeezed-frame.ts';
import { cellAt } from '../../screen/screen-cell.ts';

const COLUMNS = 20;
const ROWS = 6;

/** Every cell of a terminal after it was written to, and its cursor. */
async function effectOf(written: string) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(written, resolve));
  const cells = Array.from({ length: ROWS * COLUMNS }, (_, place) =>
    cellAt(terminal, place % COLUMNS, Math.floor(place / COLUMNS)),
  );
  const cursor = [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY];
  terminal.dispose();
  return { cells, cursor };
}

const style = fc
  .array(
    fc.constantFrom(
      ...['0', '1', '2', '22', '7', '27', '39', '49', '31', '97', '100', '38;5;204', '48;5;236'],
      ...['38;2;122;162;247', '48;2;36;40;59', '4', '24', ''],
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parameters) => `\x1b[${parameters.join(';')}m`);
const piece = fc.oneof(
  { weight: 4, arbitrary: style },
  fc.constantFrom('\x1b[E', 'a', 'b ', '\r\n', '\x1b[2A', '\x1b[K', '\x1b[5G', '日'),
);
const frame = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('a squeezed frame', () => {
  it('has the same effect on a terminal as the whole one, and is never longer', async () => {
    await fc.assert(
      fc.asyncProperty(frame, async (whole) => {
        const squeezed = squeezedFrame(whole);
        expect(squeezed.length).toBeLessThanOrEqual(whole.length);
        expect(await effectOf(`${squeezed}x`)).toEqual(await effectOf(`${whole}x`));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['single steps down', `\x1b[E\x1b[E\x1b[Ex`, '\x1b[3Ex'],
    ['colours that apply to nothing', '\x1b[31m\x1b[38;2;1;2;3m\x1b[39mx', '\x1b[39mx'],
    ['a weight that ends at once', '\x1b[1m\x1b[22mx', '\x1b[22mx'],
    ['the gap between two weights', '\x1b[22m\x1b[1mx', '\x1b[22;1mx'],
    ['everything before a reset', '\x1b[1;31;48;5;236m\x1b[0mx', '\x1b[0mx'],
    ['nothing unknown', '\x1b[4m\x1b[24mx', '\x1b[4m\x1b[24mx'],
  ])('drops %s', (_, whole, squeezed) => {
    expect(squeezedFrame(whole)).toBe(squeezed);
  });
});
