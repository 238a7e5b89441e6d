import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { earlySignal } from '../../commands/early-signal.ts';
import { runLmonProcess } from '../../commands/lmon-process.ts';
import type { LocalAccount } from '../../commands/local-account.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { openScreen, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

let account: LocalAccount;
let folder: string;
let recording: string;
let screen: Screen;
beforeAll(async () => {
  account = await smallAccount(10);
  folder = mkdtempSync(join(tmpdir(), 'lmon-early-signal-'));
  recording = join(folder, 'recording');
  await runLmonProcess(['fleet', '--record', recording], { env: account.env });
});
afterEach(() => screen.close());
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 } as const;

describe('lmon that is stopped while it starts restores the terminal', () => {
  it.each([
    ['demo', 'SIGINT', 'first'],
    ['demo', 'SIGINT', 'demo starts'],
    ['demo tail checkout-api', 'SIGTERM', 'demo starts'],
    ['fleet', 'SIGTERM', 'first'],
    ['watch checkout-api', 'SIGINT', 'first'],
    ['triage checkout-api', 'SIGTERM', 'first'],
    ['tail checkout-api', 'SIGINT', 'first'],
    ['replay RECORDING', 'SIGHUP', 'first'],
    ['replay RECORDING tail checkout-api', 'SIGTERM', 'first'],
  ] as const)('lmon %s, by %s: %s', async (line, signal, at) => {
    screen = await openScreen({
      args: line.replace('RECORDING', recording).split(' '),
      columns: 100,
      rows: 30,
      env: { ...account.env, ...earlySignal(signal, at) },
    });
    expect(await screen.exited).toEqual({ code: STATUS[signal], signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
  });
});
