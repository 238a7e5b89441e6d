import { describe, expect, it } from 'vitest';
import type { CallName } from '../every-operation.ts';
import { CALLS, tenThousandPoints } from '../every-operation.ts';
import { errorName, startLocal } from '../local-client.ts';

type Local = Awaited<ReturnType<typeof startLocal>>;

async function names(count: number, call: () => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  for (let index = 0; index < count; index += 1) found.push(await errorName(call()));
  return found;
}

const LIMITS: readonly [CallName, number, string][] = [
  ['logs', 10, 'ThrottlingException'],
  ['lambda', 15, 'TooManyRequestsException'],
  ['cloudwatch JSON', 25, 'Throttling'],
  ['cloudwatch Query', 25, 'Throttling'],
];

describe('a quota', () => {
  it.each(LIMITS)('allows %s %i times a second, and then it is %s', async (name, perSecond, expected) => {
    const local = await startLocal({ quotas: true });
    const found = await names(perSecond + 1, () => CALLS[name](local));
    expect(found.slice(0, perSecond).every((one) => one === 'no error')).toBe(true);
    expect(found.at(-1)).toBe(expected);
  });

  it.each(LIMITS)('for %s recovers with account time', async (name, perSecond) => {
    const local = await startLocal({ quotas: true });
    await names(perSecond + 1, () => CALLS[name](local));
    local.clock.advance(500);
    const found = await names(perSecond, () => CALLS[name](local));
    expect(found.filter((one) => one === 'no error')).toHaveLength(Math.floor(perSecond / 2));
  });

  it('accumulates for at most a second', async () => {
    const local = await startLocal({ quotas: true });
    local.clock.advance(60_000);
    expect((await names(11, () => CALLS.logs(local))).at(-1)).toBe('ThrottlingException');
  });

  it('is shared by all operations of the Lambda control plane', async () => {
    const local = await startLocal({ quotas: true });
    await names(15, () => CALLS.lambda(local));
    expect(await errorName(listFunctions(local))).toBe('TooManyRequestsException');
  });

  it('counts the points of GetMetricData', async () => {
    const local = await startLocal({ quotas: true });
    const found = await names(19, () => local.cloudWatch.send(tenThousandPoints()));
    expect(found.indexOf('Throttling')).toBe(18);
    local.clock.advance(100);
    expect(await errorName(local.cloudWatch.send(tenThousandPoints()))).toBe('no error');
  });

  it('of Lambda gives the reason, and when to retry', async () => {
    const local = await startLocal({ quotas: true });
    await names(15, () => CALLS.lambda(local));
    await expect(CALLS.lambda(local)).rejects.toMatchObject({
      Reason: 'CallerRateLimitExceeded',
      retryAfterSeconds: '1',
      $metadata: { httpStatusCode: 429 },
    });
  });
});

async function listFunctions({ url }: Local): Promise<void> {
  const response = await fetch(`${url}/2015-03-31/functions`);
  await response.text();
  if (response.ok) return;
  const error = new Error();
  error.name = response.headers.get('x-amzn-errortype') ?? '';
  throw error;
}
