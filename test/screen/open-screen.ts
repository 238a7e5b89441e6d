import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadStream } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm, { type Terminal } from '@xterm/headless';
import { cellAt, type ScreenCell, visibleText } from './screen-cell.ts';
import { giveTodaysWidths } from './unicode-widths.ts';

export interface ScreenOptions {
  readonly args: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Added to this process's environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** If absent, the program runs in a temporary folder, which is deleted once it has ended. */
  readonly cwd?: string;
  /** The script to run instead of the built lmon. */
  readonly program?: string;
}

export interface Exit {
  readonly code: number;
  readonly signal: number | null;
}

export type Condition = string | RegExp | ((screen: Screen) => boolean);

/** A program on its own terminal. */
export interface Screen {
  /** Process id of the program. */
  readonly pid: number;
  press(keys: string): void;
  /**
   * Resolves once the screen shows it, or has in a frame since the call; rejects with the screen's text otherwise. What
   * is absent (`^(?!`), or a function says, must be so in the newest frame.
   */
  waitFor(condition: Condition, options?: { readonly timeoutMs?: number }): Promise<void>;
  /** @param moving how the terminal itself moves its rows and cursor, as escape sequences */
  resize(columns: number, rows: number, moving?: string): void;
  /** The rows without trailing spaces. */
  text(): string[];
  cell(x: number, y: number): ScreenCell;
  cells(): ScreenCell[][];
  isAlternate(): boolean;
  isCursorVisible(): boolean;
  /** Modes that a program must switch off again: mouse, paste, focus and so on. */
  modes(): Terminal['modes'];
  title(): string | null;
  /** What the program has copied to the clipboard, oldest first. */
  copied(): readonly string[];
  /** How often the program rang the bell. */
  bells(): number;
  bytesWritten(): number;
  /** Settles once all output of the program is on the screen. */
  readonly exited: Promise<Exit>;
  kill(signal?: NodeJS.Signals): void;
  /** Ends the program if it still runs, and waits for it. */
  close(): Promise<void>;
}

export const KEY = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  f1: '\x1bOP',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlU: '\x15',
} as const;

const LMON = fileURLToPath(new URL('../../dist/lmon.js', import.meta.url));
const STATE_HOME = join(tmpdir(), 'lmon-test-state');
/** Ends a hanging test soon enough to report the screen's text; it is no measure of speed. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** What a screen needs of a program: a terminal's process, or a call of lmon in this one. */
export interface TerminalProgram extends Pick<IPty, 'pid' | 'onData' | 'onExit' | 'write' | 'resize'> {
  kill(signal?: string): void;
}

/** Starts the built lmon, or another script, as a process on a new terminal. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
  const { columns, rows } = options;
  // A file that a key saves by accident must not end up among the sources.
  const ownFolder = options.cwd === undefined ? mkdtempSync(join(tmpdir(), 'lmon-screen-')) : null;
  const pty = spawn(process.execPath, [options.program ?? LMON, ...options.args], {
    cols: columns,
    rows,
    cwd: options.cwd ?? ownFolder ?? tmpdir(),
    env: environmentFor(options.env ?? {}),
  });
  pty.onExit(() => {
    if (ownFolder !== null) rmSync(ownFolder, { recursive: true, force: true });
  });
  readToTheEnd(pty);
  return screenOf(pty, columns, rows);
}

/** The terminal of a program that has just been started. */
export function screenOf(program: TerminalProgram, columns: number, rows: number): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 1_000, allowProposedApi: true });
  giveTodaysWidths(terminal);
  return connect(terminal, program, observe(terminal));
}

export function environmentFor(added: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const env = {
    ...process.env,
    // Ink treats any CI variable as a pipe, and the program must not inherit the colour settings of the test's caller.
    CI: undefined,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    // Black boxes of tests must not go to the user's own folder.
    XDG_STATE_HOME: STATE_HOME,
    LC_ALL: undefined,
    LC_CTYPE: undefined,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    ...added,
  };
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

interface Observed {
  /** Between the begin and the end of a synchronized update (mode 2026), when the screen is only half drawn. */
  inFrame: boolean;
  cursorVisible: boolean;
  title: string | null;
  /** Called at the end of each. */
  readonly onFrame: Set<() => void>;
  readonly copied: string[];
  bells: number;
  bytes: number;
}

function observe(terminal: Terminal): Observed {
  const observed: Observed = {
    inFrame: false,
    onFrame: new Set(),
    cursorVisible: true,
    title: null,
    copied: [],
    bells: 0,
    bytes: 0,
  };
  const modesSet = (on: boolean) => (parameters: (number | number[])[]) => {
    if (parameters.includes(25)) observed.cursorVisible = on;
    if (!parameters.includes(2026)) return false;
    observed.inFrame = on;
    if (!on) for (const look of observed.onFrame) look();
    return false;
  };
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, modesSet(true));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, modesSet(false));
  terminal.parser.registerOscHandler(52, (data) => {
    observed.copied.push(Buffer.from(data.replace(/^c;/, ''), 'base64').toString());
    return true;
  });
  terminal.onTitleChange((title) => {
    observed.title = title;
  });
  terminal.onBell(() => {
    observed.bells += 1;
  });
  return observed;
}

/**
 * A turn of the event loop reads at most 4 KiB of a terminal, and 200 ms after its program has ended node-pty closes it,
 * whatever a busy machine has not read by then. From here on it is closed once a turn brings nothing more.
 */
function readToTheEnd(pty: IPty): void {
  const { _socket: socket } = pty as unknown as { readonly _socket: ReadStream };
  const close = socket.destroy.bind(socket);
  let readBefore = -1;
  socket.destroy = () => {
    if (socket.bytesRead === readBefore) return close();
    readBefore = socket.bytesRead;
    setImmediate(socket.destroy);
    return socket;
  };
}

function connect(terminal: Terminal, pty: TerminalProgram, observed: Observed): Screen {
  const onChange = new Set<() => void>();
  const changed = () => {
    for (const check of [...onChange]) check();
  };
  let running = true;
  /** Once all that it wrote is on the screen. */
  let isOver = false;
  pty.onData((data) => {
    observed.bytes += Buffer.byteLength(data);
    terminal.write(data, changed);
  });
  terminal.onData((reply) => {
    if (running) pty.write(reply);
  });
  const exited = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      running = false;
      terminal.write('', () => {
        isOver = true;
        changed();
        resolve({ code: exitCode, signal: signal || null });
      });
    });
  });

  const screen: Screen = {
    pid: pty.pid,
    press: (keys) => pty.write(keys),
    waitFor: (condition, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}) =>
      new Promise((resolve, reject) => {
        const isMet = conditionOn(screen, condition);
        let wasMet = false;
        const settle = (finish: () => void) => {
          clearTimeout(timer);
          observed.onFrame.delete(look);
          onChange.delete(check);
          finish();
        };
        const fail = (reason: string) =>
          settle(() => reject(new Error(complaint(reason, condition, screen))));
        // On a busy machine several frames are read at once, and what one says may be gone in the next.
        const look = () => {
          wasMet ||= isMet();
        };
        const check = () => {
          if (!observed.inFrame && (wasMet || isMet())) settle(resolve);
          else if (isOver) fail('the program ended');
        };
        const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
        if (mayHavePassed(condition)) observed.onFrame.add(look);
        onChange.add(check);
        check();
      }),
    resize(columns, rows, moving = '') {
      terminal.resize(columns, rows);
      terminal.write(moving);
      pty.resize(columns, rows);
    },
    text: () => visibleText(terminal),
    cell: (x, y) => cellAt(terminal, x, y),
    cells: () =>
      Array.from({ length: terminal.rows }, (_, y) =>
        Array.from({ length: terminal.cols }, (_, x) => cellAt(terminal, x, y)),
      ),
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    isCursorVisible: () => observed.cursorVisible,
    modes: () => ({ ...terminal.modes }),
    title: () => observed.title,
    copied: () => [...observed.copied],
    bells: () => observed.bells,
    bytesWritten: () => observed.bytes,
    exited,
    kill: (signal = 'SIGTERM') => pty.kill(signal),
    async close() {
      if (running) pty.kill('SIGKILL');
      await exited;
      terminal.dispose();
    },
  };
  return screen;
}

/** Any frame lacks what comes and goes, and any two screens are alike for a moment. */
function mayHavePassed(condition: Condition): boolean {
  if (typeof condition === 'function') return false;
  return typeof condition === 'string' || !condition.source.startsWith('^(?!');
}

function conditionOn(screen: Screen, condition: Condition): () => boolean {
  if (typeof condition === 'function') return () => condition(screen);
  if (typeof condition === 'string') return () => screen.text().join('\n').includes(condition);
  return () => condition.test(screen.text().join('\n'));
}

function complaint(reason: string, condition: Condition, screen: Screen): string {
  return `${reason} before the screen showed ${condition}. It shows:\n${screen.text().join('\n')}`;
}
