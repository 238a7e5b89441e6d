import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earlySignal } from './early-signal.ts';
import { runLmonProcess, startLmonProcess } from './lmon-process.ts';
import { frozenAccount } from './local-account.ts';

let folder: string;
let recording: string;
/** For an account that accepts calls but does not answer. */
let env: Readonly<Record<string, string>>;
let silent: Server;
let onAsked = () => {};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-early-signal-'));
  recording = join(folder, 'recording');
  const account = await frozenAccount();
  await runLmonProcess(['fleet', '--record', recording], { env: account.env });
  await account.close();
  silent = createServer(() => onAsked());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  env = { ...account.env, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
  rmSync(folder, { recursive: true });
});

const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 } as const;

describe('lmon that is stopped as soon as it starts', () => {
  it.each([
    ['demo tail checkout-api', 'SIGINT'],
    ['fleet', 'SIGTERM'],
    ['watch checkout-api', 'SIGTERM'],
    ['triage checkout-api', 'SIGTERM'],
    ['check', 'SIGHUP'],
    ['tail checkout-api', 'SIGTERM'],
    ['tail checkout-api --request 8a4f2f0e-3b1c-4f0e-9d7a-0c5b6a7d8e9f', 'SIGINT'],
    ['replay RECORDING', 'SIGTERM'],
    ['replay RECORDING tail checkout-api', 'SIGTERM'],
  ] as const)('ends at once and silently: lmon %s, by %s', async (line, signal) => {
    const words = line.replace('RECORDING', recording).split(' ');
    const ended = await runLmonProcess(words, { env: { ...env, ...earlySignal(signal, 'first') } });
    expect([ended.status, ended.stderr, ended.stdout]).toEqual([STATUS[signal], '', '']);
  });

  it.each([
    ['local --empty', 'SIGINT', 'export AWS_ENDPOINT_URL'],
    ['doctor', 'SIGINT', 'SETTINGS'],
  ] as const)('ends with what it has printed so far: lmon %s, by %s', async (line, signal, printed) => {
    const ended = await runLmonProcess(line.split(' '), { env: { ...env, ...earlySignal(signal, 'first') } });
    expect([ended.status, ended.stderr]).toEqual([STATUS[signal], '']);
    expect(ended.stdout).toMatch(new RegExp(`^(${printed}|$)`));
  });

  it.each([
    ['fleet', 'SIGINT'],
    ['tail checkout-api', 'SIGTERM'],
  ] as const)('ends together with its demo: lmon demo %s, by %s', async (line, signal) => {
    const words = ['demo', ...line.split(' ')];
    const ended = await runLmonProcess(words, { env: earlySignal(signal, 'demo starts') });
    expect([ended.status, ended.stderr, ended.stdout]).toEqual([STATUS[signal], '', '']);
  });
});

describe('lmon that is stopped while it waits for AWS', () => {
  it.each([
    ['fleet', 'SIGTERM'],
    ['watch checkout-api', 'SIGINT'],
    ['triage checkout-api', 'SIGINT'],
    ['tail checkout-api', 'SIGTERM'],
    ['tail /aws/lambda/checkout-api', 'SIGINT'],
    ['tail checkout-api --request 8a4f2f0e-3b1c-4f0e-9d7a-0c5b6a7d8e9f', 'SIGTERM'],
  ] as const)('ends at once and silently: lmon %s, by %s', async (line, signal) => {
    const asked = new Promise<void>((resolve) => {
      onAsked = resolve;
    });
    const lmon = startLmonProcess(line.split(' '), { env });
    await Promise.race([asked, lmon.ended]);
    lmon.process.kill(signal);
    const ended = await lmon.ended;
    expect([ended.status, ended.stderr, ended.stdout]).toEqual([STATUS[signal], '', '']);
  });
});
