import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { commandStatus } from '../../src/commands/run-command.ts';
import { runWith, within } from '../commands/lmon-in-process.ts';
import { frozenDemo } from '../frozen-demo.ts';
import {
  environmentFor,
  type Screen,
  type ScreenOptions,
  screenOf,
  type TerminalProgram,
} from './open-screen.ts';

export interface AppOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** Added to the frozen demo's, or the account's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the screen shows once it has read the account. */
  readonly shows?: string | RegExp;
  readonly cwd?: string | undefined;
}

type AppStart = Pick<ScreenOptions, 'args' | 'columns' | 'rows' | 'env'> & {
  readonly cwd?: string | undefined;
};

/**
 * Opens the built lmon on a terminal within this process: what it draws and how it answers keys is that of a program,
 * at a tenth of the cost. One at a time, as in a process. What a program does to its terminal is tested with openScreen.
 */
export async function openApp(options: AppOptions = {}): Promise<Screen> {
  const { args = [], columns = 120, rows = 40, shows = 'LIVE to' } = options;
  const screen = await startApp({
    args,
    columns,
    rows,
    env: { ...frozenDemo(), ...options.env },
    cwd: options.cwd,
  });
  try {
    await screen.waitFor(shows);
    return screen;
  } catch (error) {
    await screen.close();
    throw error;
  }
}

/** Starts the built lmon like openScreen, within this process, and does not wait for what it shows. */
export async function startApp({ args, columns, rows, env = {}, cwd }: AppStart): Promise<Screen> {
  return screenOf(await startedApp({ args, columns, rows, env, cwd }), columns, rows);
}

async function startedApp({ args, columns, rows, env: added = {}, cwd }: AppStart): Promise<TerminalProgram> {
  const built: { readonly commandStatus: typeof commandStatus } = await import(
    new URL('../../dist/chunks/run-command.js', import.meta.url).href
  );
  const ownFolder = mkdtempSync(join(tmpdir(), 'lmon-app-'));
  // The black box costs a tenth of the time of a screen, and is tested in processes.
  const config = join(ownFolder, 'without-black-box.yml');
  writeFileSync(config, 'blackBox: false\n');
  const env = environmentFor({ HOME: ownFolder, LMON_CONFIG: config, ...added });
  // Where keys save files.
  const leave = enter(cwd ?? ownFolder);
  const ending = new AbortController();
  const listeners = new Set<(data: string) => void>();
  const stdout = terminalOutput(columns, rows, (text) => {
    for (const listener of listeners) listener(text);
  });
  const stdin = terminalInput();
  const parts = { argv: [process.execPath, 'lmon', ...args], env, stdin, stdout, stderr: stdout };
  let kill = (_status: number) => {};
  // Whoever is killed does not wait for answers under way.
  const killed = new Promise<number>((resolve) => {
    kill = resolve;
  });
  const ended = Promise.race([killed, runWith(parts, ending, built.commandStatus)]).finally(() => {
    stdin.destroy();
    leave();
    rmSync(ownFolder, { recursive: true, force: true });
  });
  let typed: Promise<void> = Promise.resolve();
  return {
    pid: process.pid,
    onData(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    onExit(listener) {
      void ended.then((exitCode) => listener({ exitCode }));
      return { dispose: () => {} };
    },
    // Esc and a key in one piece would be Alt and that key.
    write(keys) {
      typed = typed.then(() => {
        within(parts, () => void stdin.write(keys));
        return keys.endsWith('\x1b') ? nextTurn() : undefined;
      });
    },
    resize(newColumns, newRows) {
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      within(parts, () => void stdout.emit('resize'));
    },
    kill(signal) {
      within(parts, () => ending.abort());
      if (signal === 'SIGKILL') kill(137);
    },
  };
}

/** Makes it the working folder, until the returned function is called. */
function enter(folder: string): () => void {
  const before = process.cwd();
  process.chdir(folder);
  return () => process.chdir(before);
}

function terminalOutput(columns: number, rows: number, onText: (text: string) => void) {
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, taken) {
      // As a terminal's line discipline does.
      onText(String(chunk).replaceAll('\n', '\r\n'));
      taken();
    },
  });
  return Object.assign(output, { isTTY: true, columns, rows });
}

function terminalInput() {
  const input = new PassThrough({ encoding: 'utf8' });
  return Object.assign(input, {
    isTTY: true,
    isRaw: false,
    setRawMode: () => input,
    ref: () => input,
    unref: () => input,
  });
}
