import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LMON } from '../../commands/lmon-process.ts';
import type { LocalAccount } from '../../commands/local-account.ts';
import { visibleText } from '../screen-cell.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(10);
});
afterAll(() => account.close());

/** Fills what a terminal keeps for its reader. */
const FILL = `
const { O_NONBLOCK, O_WRONLY } = require('node:fs').constants;
const { openSync, writeSync } = require('node:fs');
const terminal = openSync('/dev/tty', O_WRONLY | O_NONBLOCK);
try { for (;;) writeSync(terminal, '.'.repeat(64)); } catch {}
try { for (;;) writeSync(terminal, '.'); } catch {}
`;

/** lmon on a terminal that is full from the start, as nobody reads it. */
function startUnread(words: string) {
  const line = `"$0" -e "$1" && exec "$0" "$2" ${words}`;
  const terminal = spawn('sh', ['-c', line, process.execPath, FILL, LMON], {
    cols: 100,
    rows: 30,
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', ...account.env },
  });
  terminal.pause();
  const exited = new Promise<number | undefined>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  return { terminal, kill: (signal: string) => terminal.kill(signal), exited };
}

async function callsOfLogs(): Promise<number> {
  return (await account.calls())['logs:FilterLogEvents']?.calls ?? 0;
}

describe('a terminal that nobody reads', () => {
  it.each([
    ['tail checkout-api', 'SIGTERM', 143],
    ['watch checkout-api', 'SIGINT', 130],
  ] as const)('neither stops "lmon %s" from working nor from ending on %s', async (words, signal, status) => {
    await account.forgetCalls();
    const { kill, exited } = startUnread(words);
    await expect.poll(callsOfLogs).toBeGreaterThan(1);
    kill(signal);
    expect(await exited).toBe(status);
  });

  it('does not stop lines that wait for it from ending', async () => {
    await account.forgetCalls();
    const { kill, exited } = startUnread('tail checkout-api --since 3h --no-follow --output text');
    let callsBefore = 0;
    const waitsForReader = async () => {
      const calls = await callsOfLogs();
      const isSame = calls > 1 && calls === callsBefore;
      callsBefore = calls;
      return isSame;
    };
    await expect.poll(waitsForReader, { interval: 500 }).toBe(true);
    kill('SIGTERM');
    expect(await exited).toBe(143);
  });

  it('shows the newest screen, whole, once it is read', async () => {
    await account.forgetCalls();
    const { terminal, kill, exited } = startUnread('tail checkout-api');
    await expect.poll(callsOfLogs).toBeGreaterThan(3);
    const screen = new xterm.Terminal({ cols: 100, rows: 30, allowProposedApi: true });
    terminal.onData((data) => screen.write(data));
    terminal.resize(100, 29);
    screen.resize(100, 29);
    terminal.resume();
    await expect.poll(() => visibleText(screen)[0]).toMatch(/^ lmon .*LIVE/);
    await expect.poll(() => visibleText(screen).at(-1)).toMatch(/quit/);
    expect(visibleText(screen).filter((row) => /\d\d:\d\d:\d\d/.test(row)).length).toBeGreaterThan(10);
    kill('SIGTERM');
    expect(await exited).toBe(143);
    await expect.poll(() => screen.buffer.active.type).toBe('normal');
  });
});
