import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { SECOND_MS } from '../../../src/lambda/time.ts';
import { startLocalAws } from '../../../src/local/server.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { Gap, TailItem } from '../../../src/logs/tail-item.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import type { Clock } from '../../../src/monitor/clock.ts';
import { READ_LOG_ACTION } from '../../../src/monitor/log/follow-request.ts';
import { followLog } from '../../../src/monitor/log/reading/log-follower.ts';
import type { LogSource } from '../../../src/monitor/sources.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { connectLocalAws } from '../../aws/local-connection.ts';
import { stubCredentials } from '../../aws/loopback-aws.ts';

const START_MS = Date.parse('2026-11-24T03:00:00Z');
const STREAM = { logGroupName: '/growing', logStreamName: '2026/11/24/[7]one' };

let close = async () => {};
beforeAll(() => stubCredentials());
afterEach(() => close());
afterAll(() => vi.unstubAllEnvs());

interface Spell {
  readonly seconds: number;
  readonly perSecond: number;
  readonly messageBytes: number;
}

interface WrittenLine {
  readonly timestamp: number;
  readonly message: string;
}

/** One line after the other, every tenth a REPORT; each begins with its number. */
function linesOf(spells: readonly Spell[]): readonly WrittenLine[] {
  const lines: WrittenLine[] = [];
  let atMs = START_MS;
  for (const { seconds, perSecond, messageBytes } of spells) {
    for (let index = 0; index < seconds * perSecond; index++) {
      const number = lines.length;
      const says = number % 10 === 9 ? `REPORT RequestId: ${number}` : `${number}`;
      lines.push({
        timestamp: Math.floor(atMs + (index * SECOND_MS) / perSecond),
        message: says.padEnd(messageBytes, ' bulk'),
      });
    }
    atMs += seconds * SECOND_MS;
  }
  return lines;
}

/**
 * The whole path, from the reader over HTTP to the local AWS. Time passes only while the reader waits, and the log
 * grows with it, so that a busy machine makes no difference.
 */
async function readFor(seconds: number, spells: readonly Spell[], quotaPerSecond: number) {
  let nowMs = START_MS;
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
      if (nowMs > START_MS + seconds * SECOND_MS) stopped.abort();
    },
  };
  const stopped = new AbortController();
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
  const localAws = await startLocalAws({ clock, world, port: 0, quotas: false, ingestionDelayMs: 0 });
  const connection = connectLocalAws(localAws.url);
  const writer = new CloudWatchLogsClient({ endpoint: localAws.url, region: 'eu-west-1' });
  close = async () => {
    connection.close();
    writer.destroy();
    await localAws.close();
  };
  await writer.send(new CreateLogGroupCommand({ logGroupName: STREAM.logGroupName }));
  await writer.send(new CreateLogStreamCommand(STREAM));
  const lines = linesOf(spells);
  let written = 0;
  const writeWhatIsDue = async () => {
    while ((lines[written]?.timestamp ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const most = lines.slice(written, written + 400);
      const due = most.filter(({ timestamp }) => timestamp <= nowMs);
      await writer.send(new PutLogEventsCommand({ ...STREAM, logEvents: due }));
      written += due.length;
    }
  };
  const source: LogSource = {
    page: async (...asked) => {
      await writeWhatIsDue();
      return connection.sources.logs.page(...asked);
    },
  };
  const items: TailItem[] = [];
  await followLog({
    source,
    group: rawText(STREAM.logGroupName),
    clock,
    budget: createCallBudget(clock, {
      random: () => 0.5,
      quotaPerSecond: { [READ_LOG_ACTION]: quotaPerSecond },
    }),
    sinceMs: START_MS,
    untilMs: null,
    follow: true,
    pattern: null,
    signal: stopped.signal,
    onItems: (news) => items.push(...news),
  });
  const seen = items.flatMap((item) => (item.type === 'event' ? [item.event] : []));
  return {
    lines: lines.slice(0, written),
    ids: seen.map(({ eventId }) => eventId),
    messages: new Set<string>(seen.map(({ message }) => message)),
    gaps: items.flatMap((item): Gap[] => (item.type === 'gap' ? [item] : [])),
  };
}

it('a log of 5,000 events a second is complete if the budget allows it', async () => {
  const spell = { seconds: 6, perSecond: 5_000, messageBytes: 250 };
  const { lines, ids, messages, gaps } = await readFor(12, [spell], 40);
  expect(lines).toHaveLength(30_000);
  expect(ids).toHaveLength(30_000);
  expect(new Set(ids).size).toBe(30_000);
  expect(lines.filter(({ message }) => !messages.has(message))).toEqual([]);
  expect(gaps).toEqual([]);
});

// A page holds a megabyte, and a flood is more than sixty of them.
it('says FLOOD if it does not, keeps failures and REPORTs, and reads everything again when the flood is over', async () => {
  const flood = { seconds: 180, perSecond: 400, messageBytes: 2_500 };
  const calm = { seconds: 400, perSecond: 5, messageBytes: 100 };
  const { lines, ids, messages, gaps } = await readFor(570, [flood, calm], 1.5);
  expect(new Set(ids).size).toBe(ids.length);
  const [begins, ends, ...others] = gaps;
  expect(begins).toMatchObject({ reason: 'flood', endMs: null, missing: 'bulk' });
  expect(ends).toMatchObject({ reason: 'flood', startMs: begins!.startMs, missing: 'bulk' });
  expect(others).toEqual([]);
  const missing = lines.filter(({ message }) => !messages.has(message));
  const [startMs, endMs] = [ends!.startMs, ends!.endMs!];
  expect(missing.length).toBeGreaterThan(5_000);
  expect(missing.filter(({ message }) => message.startsWith('REPORT'))).toEqual([]);
  expect(missing.filter(({ timestamp }) => timestamp < startMs || timestamp >= endMs)).toEqual([]);
});
