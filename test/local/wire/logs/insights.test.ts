import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { callsQuery, patternsQuery } from '../../../../src/logs/queries/insights-query.ts';
import { logWriter } from '../../../commands/written-log.ts';
import { errorName, startLocal } from '../local-client.ts';
import { NOW_MS } from '../tiny-world.ts';

const GROUP = '/test/queried';
const STREAM = '2026/11/20/[7]aaaa';
const REQUEST = 'RequestId: 3b241101-e2bb-4255-8caf-4136c566a962';

const report = (durationMs: number, more = '') =>
  `REPORT ${REQUEST}\tDuration: ${durationMs}.00 ms\tBilled Duration: ${durationMs} ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t${more}\n`;
const jsonReport = (durationMs: number, more: object = {}, metrics: object = {}) =>
  JSON.stringify({
    type: 'platform.report',
    record: { metrics: { durationMs, maxMemoryUsedMB: 64, ...metrics }, ...more },
  });

const searching = (expression: string) => ({
  queryString: `filter @message like /${expression}/ | pattern @message`,
});

async function queried(queryString: string, messages: readonly (readonly [number, string])[]) {
  const local = await startLocal();
  const writer = logWriter({ url: local.url, now: local.clock.now });
  await writer.createGroup(GROUP);
  await writer.createStream(GROUP, STREAM);
  await writer.writeAt(GROUP, STREAM, messages);
  writer.close();
  // CloudWatch shows no line immediately.
  local.clock.advance(60_000);
  return { local, rows: await rowsOf(local.logs, queryString) };
}

async function rowsOf(logs: CloudWatchLogsClient, queryString: string) {
  const { queryId } = await logs.send(
    new StartQueryCommand({
      logGroupName: GROUP,
      queryString,
      startTime: NOW_MS / 1_000 - 600,
      endTime: NOW_MS / 1_000,
    }),
  );
  const { status, results, statistics } = await logs.send(new GetQueryResultsCommand({ queryId: queryId! }));
  expect([status, statistics?.bytesScanned]).toEqual(['Complete', expect.any(Number)]);
  return results!.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

describe('Logs Insights', () => {
  it.each([
    ['text', report(100), report(300, 'Init Duration: 80.00 ms\t'), report(200, 'Status: timeout')],
    [
      'json',
      jsonReport(100),
      jsonReport(300, {}, { initDurationMs: 80 }),
      jsonReport(200, { status: 'timeout' }),
    ],
  ] as const)('counts the REPORTs of a log in %s by their time', async (format, plain, cold, late) => {
    const { rows } = await queried(callsQuery(format, 5), [
      [NOW_MS - 400_000, 'something else'],
      [NOW_MS - 399_000, plain],
      [NOW_MS - 2_000, cold],
      [NOW_MS - 1_000, late],
    ]);
    const common = { crashes: '0', maxMemoryMb: '64' };
    expect(rows).toEqual([
      {
        'bin(5m)': '2026-11-20 11:55:00.000',
        calls: '2',
        timeouts: '1',
        coldStarts: '1',
        p50Ms: '200',
        p99Ms: '300',
        maxMs: '300',
        ...common,
      },
      {
        'bin(5m)': '2026-11-20 11:50:00.000',
        calls: '1',
        timeouts: '0',
        coldStarts: '0',
        p50Ms: '100',
        p99Ms: '100',
        maxMs: '100',
        ...common,
      },
    ]);
  });

  it.each([
    ['text', (n: number) => `[ERROR]\tno stock for item ${n}`, '[ERROR]\tno stock for item <*>'],
    [
      'json',
      (n: number) => JSON.stringify({ level: 'ERROR', message: `no stock for item ${n}` }),
      '{"level":"ERROR","message":"no stock for item <*>"}',
    ],
  ] as const)('sorts the errors of a log in %s into patterns', async (format, line, pattern) => {
    const { rows } = await queried(patternsQuery(format), [
      [NOW_MS - 3_000, 'all is well'],
      [NOW_MS - 2_000, line(71)],
      [NOW_MS - 1_000, line(4_711)],
    ]);
    expect(rows).toMatchObject([{ '@pattern': pattern, '@sampleCount': '2', '@ratio': '1.0000' }]);
  });

  it('searches in time that grows linearly with the line', async () => {
    const { queryString } = searching('^(a+)+$');
    const { rows } = await queried(queryString, [
      [NOW_MS - 2_000, `${'a'.repeat(50_000)}!`],
      [NOW_MS - 1_000, 'aaaa'],
    ]);
    expect(rows).toMatchObject([{ '@pattern': 'aaaa', '@sampleCount': '1' }]);
  });

  it('runs until it has read everything, and can be stopped until then', async () => {
    const { logs } = await startLocal();
    const input = { queryString: patternsQuery('text'), startTime: 0, endTime: NOW_MS / 1_000 };
    const { queryId } = await logs.send(
      new StartQueryCommand({ ...input, logGroupName: '/aws/lambda/worker' }),
    );
    expect((await logs.send(new StopQueryCommand({ queryId }))).success).toBe(true);
    expect((await logs.send(new GetQueryResultsCommand({ queryId: queryId! }))).status).toBe('Cancelled');
    expect(await errorName(logs.send(new StopQueryCommand({ queryId })))).toBe('InvalidParameterException');
  });

  it.each([
    [
      'a query that it does not understand',
      { queryString: 'fields @message | sort @timestamp' },
      'MalformedQueryException',
    ],
    ['an invalid expression', searching('('), 'MalformedQueryException'],
    ['an expression that looks ahead', searching('a(?=b)'), 'MalformedQueryException'],
    ['an expression with a back reference', searching('(a)\\1'), 'MalformedQueryException'],
    ['an unknown group', { logGroupName: '/nobody' }, 'ResourceNotFoundException'],
    ['an end before the start', { endTime: 1 }, 'InvalidParameterException'],
  ])('refuses %s', async (_what, more, name) => {
    const { logs } = await startLocal();
    const usual = {
      logGroupName: '/aws/lambda/worker',
      queryString: callsQuery('text', 5),
      startTime: 5,
      endTime: 9,
    };
    expect(await errorName(logs.send(new StartQueryCommand({ ...usual, ...more })))).toBe(name);
  });
});
