import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { commandStatus } from '../../src/commands/run-command.ts';
import { runWith, within } from '../commands/lmon-in-process.ts';
import { LMON } from '../commands/lmon-process.ts';
import { frozenDemo } from '../frozen-demo.ts';
import { environmentFor, type Screen, screenOf, type TerminalProgram } from './open-screen.ts';

export interface AppOptions {
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  /** Added to the frozen demo's, or the account's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the screen shows once it has read the account. */
  readonly shows?: string | RegExp;
}

/**
 * Opens the built lmon on a terminal within this process: what it draws and how it answers keys is that of a program,
 * at a tenth of the cost. One at a time, as in a process. What a program does to its terminal is tested with openScreen.
 */
export async function openApp(options: AppOptions = {}): Promise<Screen> {
  const { args = [], columns = 120, rows = 40, shows = 'LIVE to' } = options;
  const screen = screenOf(await startedApp(args, columns, rows, options.env ?? {}), columns, rows);
  try {
    await screen.waitFor(shows);
    return screen;
  } catch (error) {
    await screen.close();
    throw error;
  }
}

async function startedApp(
  args: readonly string[],
  columns: number,
  rows: number,
  added: NonNullable<AppOptions['env']>,
): Promise<TerminalProgram> {
  const built: { readonly commandStatus: typeof commandStatus } = await import(
    new URL('../../dist/chunks/run-command.js', import.meta.url).href
  );
  const ownFolder = mkdtempSync(join(tmpdir(), 'lmon-app-'));
  const env = environmentFor({ ...frozenDemo(), HOME: ownFolder, ...added });
  const ending = new AbortController();
  const listeners = new Set<(data: string) => void>();
  const stdout = terminalOutput(columns, rows, (text) => {
    for (const listener of listeners) listener(text);
  });
  const stdin = terminalInput();
  const parts = { argv: [process.execPath, LMON, ...args], env, stdin, stdout, stderr: stdout };
  const ended = runWith(parts, ending, built.commandStatus).finally(() => {
    stdin.destroy();
    rmSync(ownFolder, { recursive: true, force: true });
  });
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
    write: (keys) => within(parts, () => void stdin.write(keys)),
    resize(newColumns, newRows) {
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      within(parts, () => void stdout.emit('resize'));
    },
    kill: () => within(parts, () => ending.abort()),
  };
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
