import { readFileSync } from 'node:fs';
import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, displayWidth } from '../../src/terminal/display-width.ts';
import { inAscii } from '../../src/terminal/drawing/ascii-line.ts';
import { drawLine } from '../../src/terminal/drawing/draw-line.ts';
import { lineText, span } from '../../src/terminal/line-layout.ts';
import { joinSafe, safe, safeLines, safeText } from '../../src/terminal/safe-text.ts';
import type { SafeText } from '../../src/terminal/text.ts';
import { createTheme } from '../../src/terminal/theme/theme.ts';
import { hostileText } from './hostile-text.ts';
import { type ObservedTerminal, observedTerminal } from './observed-terminal.ts';

const COLUMNS = 2_000;
const NEIGHBOUR = 'x';

let observed: ObservedTerminal;
let terminal: Terminal;

beforeEach(() => {
  observed = observedTerminal(COLUMNS, 3);
  ({ terminal } = observed);
});
afterEach(() => terminal.dispose());

/** All that a terminal may display or remember, except the first row and its cursor position. */
function state() {
  const buffer = terminal.buffer.active;
  return {
    ...observed.state(),
    row: buffer.cursorY,
    otherRows: [1, 2].map((y) => buffer.getLine(y)?.translateToString(true)),
  };
}

function textInAscii(text: SafeText): SafeText {
  return lineText(inAscii([span('fact', text)]));
}

async function expectOnlyCellsOf(text: SafeText): Promise<void> {
  await observed.toRow(0);
  await observed.write(NEIGHBOUR);
  const before = state();
  const width = displayWidth(text);
  await observed.write(text);
  expect(terminal.buffer.active.cursorX).toBe(1 + width);
  expect(state()).toEqual(before);
  expect(observed.sideEffects).toEqual([]);
  const row = terminal.buffer.active.getLine(0);
  expect(row?.getCell(0)?.getChars()).toBe(NEIGHBOUR);
  for (let x = 0; x <= width; x += 1) expect(row?.getCell(x)?.isAttributeDefault()).toBe(true);
  // The next character is drawn as itself: no sequence was left open.
  await observed.write('|');
  expect(row?.getCell(1 + width)?.getChars()).toBe('|');
}

/** The widest base character with its marks, some of which take a cell each; a cut never separates them. */
function widestCharacter(text: SafeText): number {
  const characters = text.match(/.[\p{M}\u0e33\u0eb3\uff9e\uff9f]*/gsu) ?? [];
  return Math.max(1, ...characters.map((character) => displayWidth(character as SafeText)));
}

describe('any displayed text', () => {
  it.each([
    ['as it is', (text: SafeText) => text],
    ['in ASCII', textInAscii],
  ])('does nothing to a terminal but fill its cells, %s', async (_, shown) => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (raw) => expectOnlyCellsOf(shown(safeText(raw)))),
      { numRuns: 500 },
    );
  });

  it('fills the same cells in ASCII', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const text = safeText(raw);
        expect(displayWidth(textInAscii(text))).toBe(displayWidth(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the same width for Ink as for lmon', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const text = safeText(raw);
        expect(stringWidth(text)).toBe(displayWidth(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps its width when it is concatenated', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (first, second) => {
        const parts = [safeText(first), safeText(second)];
        const whole = joinSafe(parts);
        const sum = parts.reduce((width, part) => width + displayWidth(part), 0);
        expect(displayWidth(whole)).toBe(sum);
        expect(stringWidth(whole)).toBe(sum);
      }),
      { numRuns: 1_000 },
    );
  });

  it('fits after a cut, and uses the room up to less than a character with its marks', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(40), (raw, width) => {
        const text = safeText(raw);
        const enough = Math.min(width, displayWidth(text));
        const slack = widestCharacter(text) - 1;
        for (const [cut, cuts] of [
          [cutEnd(text, width), 1],
          [cutMiddle(text, width), 2],
        ] as const) {
          expect(displayWidth(cut)).toBeLessThanOrEqual(width);
          expect(displayWidth(cut)).toBeGreaterThanOrEqual(enough - cuts * slack);
          expect(stringWidth(cut)).toBe(displayWidth(cut));
        }
      }),
      {
        numRuns: 1_000,
        examples: [
          ['\uff9e\u093e\u093e', 7],
          ['\u0e01\u0e33\u093e\u093e-------', 4],
        ],
      },
    );
  });

  it('fills a drawn row exactly, and leaves the style unchanged', async () => {
    const theme = createTheme('dark', 'truecolor');
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        async (raw, width, band) => {
          await observed.toRow(0);
          await observed.write(
            drawLine([span('crit', safeText(raw), true), span('dim', safe`end`)], width, theme, { band }),
          );
          expect(terminal.buffer.active.cursorX).toBe(width);
          await observed.write('|');
          expect(terminal.buffer.active.getLine(0)?.getCell(width)?.isAttributeDefault()).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('becomes lines without a line break in them', () => {
    fc.assert(
      fc.property(hostileText, (raw) => {
        const lines = safeLines(raw);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe.each(['hostile', 'unicode'])('the %s sample', (name) => {
  const events = readFileSync(
    new URL(`../fixtures/log-samples/${name}.events.jsonl`, import.meta.url),
    'utf8',
  )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { message: string; x_expect: { name?: string } });

  it.each(events.map((event, index) => [event.x_expect.name ?? `line ${index + 1}`, event.message] as const))(
    'does nothing to a terminal: %s',
    async (_, message) => {
      for (const line of safeLines(message)) await expectOnlyCellsOf(line);
      await expectOnlyCellsOf(safeText(message));
    },
  );
});

describe('a terminal that only knows Unicode 6', () => {
  it('fills the same cells with the samples in ASCII', async () => {
    terminal.unicode.activeVersion = '6';
    for (const name of ['hostile', 'unicode']) {
      const path = new URL(`../fixtures/log-samples/${name}.events.jsonl`, import.meta.url);
      for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
        const { message } = JSON.parse(line) as { message: string };
        await expectOnlyCellsOf(textInAscii(safeText(message)));
      }
    }
  });
});
