import xterm, { type Terminal } from '@xterm/headless';
import { expect } from 'vitest';
import { giveTodaysWidths } from '../screen/unicode-widths.ts';

/** A terminal that records everything done to it except writing characters in the theme's colours. */
export interface ObservedTerminal {
  readonly terminal: Terminal;
  write(text: string): Promise<void>;
  /** All that a terminal may display or remember, except its rows and its cursor position. */
  state(): object;
  /** Titles, bells, replies, and every sequence except colours; the test's own writes are excluded. */
  readonly sideEffects: readonly string[];
  /** Puts the cursor at the start of an empty row. */
  toRow(row: number): Promise<void>;
}

export function observedTerminal(columns: number, rows: number): ObservedTerminal {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  giveTodaysWidths(terminal);
  const sideEffects: string[] = [];
  let isOwn = false;
  const tell = (what: string) => {
    if (!isOwn) sideEffects.push(what);
    return false;
  };
  terminal.onTitleChange((title) => tell(`title ${title}`));
  terminal.onBell(() => tell('bell'));
  terminal.onData((reply) => tell(`reply ${JSON.stringify(reply)}`));
  terminal.onLineFeed(() => tell('line feed'));
  observeSequences(terminal, tell);

  const write = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
  return {
    terminal,
    write,
    sideEffects,
    state: () => ({
      modes: { ...terminal.modes },
      screen: terminal.buffer.active.type,
      scrolled: terminal.buffer.active.baseY,
    }),
    async toRow(row) {
      isOwn = true;
      await write(`\x1b[${row + 1};1H\x1b[0m\x1b[2K`);
      isOwn = false;
    },
  };
}

function observeSequences({ parser }: Terminal, tell: (what: string) => boolean): void {
  const finals = characters(0x40, 0x7e);
  const intermediates = ['', ...characters(0x20, 0x2f)];
  for (const intermediate of intermediates) {
    const between = intermediate === '' ? {} : { intermediates: intermediate };
    for (const final of characters(0x30, 0x7e)) {
      // The bytes that open CSI, OSC, DCS, SOS, PM and APC are not sequences of their own.
      if (intermediate === '' && 'P[]X^_'.includes(final)) continue;
      parser.registerEscHandler({ ...between, final }, () => tell(`ESC ${intermediate}${final}`));
    }
    for (const prefix of ['', '<', '=', '>', '?']) {
      for (const final of finals) {
        if (intermediate === '' && prefix === '' && final === 'm') continue;
        const id = { ...between, ...(prefix === '' ? {} : { prefix }), final };
        parser.registerCsiHandler(id, () => tell(`CSI ${prefix}${intermediate}${final}`));
        parser.registerDcsHandler(id, () => tell(`DCS ${prefix}${intermediate}${final}`));
      }
    }
  }
  for (let command = 0; command < 2_000; command += 1) {
    parser.registerOscHandler(command, () => tell(`OSC ${command}`));
  }
}

function characters(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
}

/**
 * Writes the rows of a screen, and expects each to fill its cells, to show its text, and to have no other effect.
 *
 * @param drawn rows with colours, as they go to the terminal, each one cell narrower than that
 */
export async function expectWholeRows(observed: ObservedTerminal, drawn: readonly string[]): Promise<void> {
  const { terminal, sideEffects } = observed;
  const before = { ...observed.state(), told: sideEffects.length };
  const columns = terminal.cols - 1;
  // A single write, because each takes the terminal some time.
  await observed.write(drawn.map((text, row) => `\x1b[${row + 1};1H${text}|`).join(''));
  expect({ ...observed.state(), told: sideEffects.length - drawn.length }).toEqual(before);
  expect(new Set(sideEffects.slice(before.told))).toEqual(new Set(drawn.length === 0 ? [] : ['CSI H']));
  for (const [row, text] of drawn.entries()) {
    const line = terminal.buffer.active.getLine(row);
    const shown = [line?.translateToString(false, 0, columns).trimEnd(), line?.getCell(columns)?.getChars()];
    const expected = [text.replace(COLOUR, '').trimEnd(), '|'];
    if (shown.some((each, index) => each !== expected[index])) expect(shown).toEqual(expected);
  }
}

const COLOUR = /\x1b\[[\d;]*m/g;
