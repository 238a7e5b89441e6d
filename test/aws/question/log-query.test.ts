import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

const RANGE = { startMs: 1_795_000_000_123, endMs: 1_795_003_600_987 };

describe('a query of Logs Insights', () => {
  it.each([
    ['/aws/lambda/cart', { logGroupName: '/aws/lambda/cart' }],
    [
      'arn:aws:logs:eu-west-1:210987654321:log-group:/shop:*',
      { logGroupIdentifiers: ['arn:aws:logs:eu-west-1:210987654321:log-group:/shop'] },
    ],
  ])('is started in seconds, for %s', async (group, named) => {
    loopback.respond = answerJson({ queryId: 'q1' });
    expect(answerOf(await loopback.sources.queries.start(raw(group), raw('filter x'), RANGE, patient))).toBe(
      'q1',
    );
    expect(sentJson(loopback.requests.at(-1))).toEqual({
      ...named,
      queryString: 'filter x',
      startTime: 1_795_000_000,
      endTime: 1_795_003_600,
      limit: 1_000,
    });
  });

  it.each([
    ['Scheduled', 'running'],
    ['Running', 'running'],
    ['Complete', 'complete'],
    ['Cancelled', 'failed'],
    ['Timeout', 'failed'],
    ['who knows', 'failed'],
  ])('that is %s is %s', async (status, expected) => {
    loopback.respond = answerJson({
      status,
      results: [[{ field: 'calls', value: '7' }, { field: '@ptr' }, null]],
      statistics: { bytesScanned: 1_234 },
    });
    expect(answerOf(await loopback.sources.queries.results(raw('q1'), patient))).toEqual({
      status: expected,
      rows: [new Map([['calls', '7']])],
      scannedBytes: 1_234,
    });
  });

  it('is unreadable without rows', async () => {
    loopback.respond = answerJson({ status: 'Complete', results: 'many' });
    expect(errorOf(await loopback.sources.queries.results(raw('q1'), patient)).kind).toBe('malformed');
  });
});

describe('the size of a log group', () => {
  const groups = (...logGroups: readonly object[]) => answerJson({ logGroups });
  const cart = {
    logGroupName: '/aws/lambda/cart',
    storedBytes: 5_000,
    creationTime: 1_000,
    retentionInDays: 7,
  };

  it('is that of the group with exactly that name', async () => {
    loopback.respond = groups({ ...cart, logGroupName: '/aws/lambda/cart-api' }, cart);
    expect(answerOf(await loopback.sources.queries.size(raw('/aws/lambda/cart'), patient))).toEqual({
      storedBytes: 5_000,
      createdMs: 1_000,
      retentionMs: 604_800_000,
    });
  });

  it.each([
    ['there is no such group', []],
    ['there is no size', [{ ...cart, storedBytes: 'much' }]],
    ['the size is negative', [{ ...cart, storedBytes: -1 }]],
  ])('is unknown if %s', async (_why, found) => {
    loopback.respond = groups(...found);
    expect(answerOf(await loopback.sources.queries.size(raw('/aws/lambda/cart'), patient))).toBeNull();
  });
});
