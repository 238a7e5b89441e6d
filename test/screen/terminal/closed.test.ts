import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LMON } from '../../commands/lmon-process.ts';
import type { LocalAccount } from '../../commands/local-account.ts';
import { smallAccount } from '../small-account.ts';

const SIGHUP = 1;

let account: LocalAccount;
let folder: string;
beforeAll(async () => {
  account = await smallAccount(10);
  folder = mkdtempSync(join(tmpdir(), 'lmon-closed-'));
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

/**
 * How lmon ends after its terminal is closed once it has written `written`, and its standard error outside the
 * terminal.
 */
function whenClosed(words: string, written: RegExp): Promise<{ signal: number | undefined; said: string }> {
  const errors = join(folder, `errors${words}`.replaceAll(' ', '-'));
  const terminal = spawn('sh', ['-c', `exec "$0" "$1" ${words} 2>"$2"`, process.execPath, LMON, errors], {
    cols: 100,
    rows: 30,
    env: { PATH: process.env['PATH'], TERM: 'xterm-256color', XDG_STATE_HOME: folder, ...account.env },
  });
  let shown = '';
  terminal.onData((data) => {
    if (written.test(shown)) return;
    shown += data;
    if (written.test(shown)) (terminal as unknown as { destroy(): void }).destroy();
  });
  return new Promise((resolve) => {
    terminal.onExit(({ signal }) => resolve({ signal, said: readFileSync(errors, 'utf8') }));
  });
}

describe('a terminal that is closed', () => {
  it.each([
    ['', /\?1049h/],
    ['tail checkout-api --output raw', /\n/],
    ['tail checkout-api', /checkout-api/],
  ])('ends "lmon %s" as quietly as any other program', async (words, written) => {
    expect(await whenClosed(words, written)).toEqual({ signal: SIGHUP, said: '' });
  });
});
