import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { linesOf, runLmonProcess, startLmonProcess } from '../commands/lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { STREAMS, startWriting } from './line-writer.ts';
import { type LogGroup, logGroup } from './log-group.ts';
import { type ToldEvent, tailOutput } from './tail-output.ts';

/** Account seconds per second. */
const SPEED = 20;
const GROUP = '/ended/and/started';
/** How much the second run reads again. */
const AGAIN_MS = 2 * MINUTE_MS;

let account: LocalAccount;
let folder: string;
let group: LogGroup;
beforeAll(async () => {
  account = await localAccount(SPEED, { world: createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' }) });
  folder = mkdtempSync(join(tmpdir(), 'lmon-restarted-'));
  group = logGroup(account.url, GROUP);
  await group.create(STREAMS);
});
afterAll(async () => {
  await account.close();
  rmSync(folder, { recursive: true });
});

interface PrintedEvent extends ToldEvent {
  readonly eventId: string;
}

/** The complete lines of a run, which may have been killed while it wrote one. */
const eventsOf = (stdout: string) => tailOutput(stdout).events as readonly PrintedEvent[];
const messageByIdOf = (events: readonly PrintedEvent[]) =>
  new Map(events.map(({ eventId, message }) => [eventId, message]));

it('lmon tail that is killed and started again from before its last line prints every line, each known by its id', async () => {
  const recording = join(folder, 'killed.ndjson');
  const follow = (...words: readonly string[]) =>
    startLmonProcess(['tail', GROUP, '--output', 'json', ...words], { env: account.env });
  const writer = startWriting(group, account.now, 700 / SPEED);
  const late: string[] = [];
  const writeLate = async () => {
    for (const behindMs of [0, 1, 5, 30, 90].map((seconds) => seconds * SECOND_MS)) {
      late.push(`late-${late.length}`);
      await group.write(STREAMS[late.length % 2]!, account.now() - behindMs, late.at(-1)!);
    }
  };

  const first = follow('--since', '10m', '--record', recording);
  await first.waitUntil((stdout) => eventsOf(stdout).length >= 20);
  await writeLate();
  first.process.kill('SIGKILL');
  const before = eventsOf((await first.ended).stdout);
  const downMs = account.now();
  await writeLate();
  await expect.poll(account.now).toBeGreaterThan(downMs + 20 * SECOND_MS);

  const newestMs = Math.max(...before.map(({ timestamp }) => timestamp));
  const second = follow('--since', new Date(newestMs - AGAIN_MS).toISOString());
  await second.waitFor('stdout', /\n/);
  await writeLate();
  const last = await writer.stop();
  const written = [...writer.written, ...late];
  const isWhole = (stdout: string) => {
    const printed = new Set([...before, ...eventsOf(stdout)].map(({ message }) => message));
    return printed.has(last) && written.every((message) => printed.has(message));
  };
  await second.waitUntil(isWhole);
  second.process.kill('SIGINT');
  const { status, stdout, stderr } = await second.ended;
  const after = eventsOf(stdout);

  expect({ status, stderr }).toEqual({ status: 130, stderr: '' });
  for (const run of [before, after]) expect(messageByIdOf(run).size).toBe(run.length);
  const again = after.filter(({ eventId }) => messageByIdOf(before).has(eventId));
  expect(again.length).toBeGreaterThan(0);
  expect([...messageByIdOf([...before, ...after]).values()].toSorted()).toEqual(written.toSorted());

  const replayed = await runLmonProcess(['replay', recording, '--no-follow', '--output', 'json'], {
    env: { HOME: '/nowhere' },
  });
  expect(linesOf(replayed.stdout).length).toBeGreaterThan(0);
  const recorded = messageByIdOf(eventsOf(replayed.stdout));
  expect([...messageByIdOf(before)].filter(([eventId]) => !recorded.has(eventId))).toEqual([]);
});
