import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { CALLS } from './every-operation.ts';
import { errorName, startLocal } from './local-client.ts';
import { LOG_START_MS, NOW_MS } from './tiny-world.ts';

type Local = Awaited<ReturnType<typeof startLocal>>;

async function knock({ url }: Local, method: string, door: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}/_local/${door}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.ok ? response.json() : response.status;
}

describe('the side door', () => {
  it('returns account time', async () => {
    const local = await startLocal();
    local.clock.advance(17);
    expect(await knock(local, 'GET', 'now')).toEqual({ nowMs: NOW_MS + 17 });
  });

  it('says what is wrong in this world', async () => {
    const local = await startLocal();
    const incident = { functionName: 'worker', cause: 'nothing to speak of', sinceMs: LOG_START_MS };
    expect(await knock(local, 'GET', 'incidents')).toEqual([incident]);
  });

  it('returns the truth for each minute', async () => {
    const local = await startLocal();
    const range = `function=worker&startMs=${NOW_MS - 2 * MINUTE_MS}&endMs=${NOW_MS}`;
    expect(await knock(local, 'GET', `truth?${range}`)).toMatchObject([
      { minuteMs: NOW_MS - 2 * MINUTE_MS, invocations: 3 },
      { minuteMs: NOW_MS - MINUTE_MS, invocations: 3 },
    ]);
  });

  it('returns the truth for one version, the losses, and the contents of a queue', async () => {
    const nowMs = Math.floor(NOW_MS / MINUTE_MS) * MINUTE_MS;
    const world = createWorld({ seed: 7, nowMs, cast: 'demo' });
    const local = await startLocal({ world });
    const range = (name: string) => `function=${name}&startMs=${nowMs - 5 * MINUTE_MS}&endMs=${nowMs}`;
    const canary = (await knock(local, 'GET', `truth?${range('cart-api')}&version=42`)) as {
      readonly errors: number;
      readonly invocations: number;
    }[];
    expect(canary).toHaveLength(5);
    expect(canary[0]!.errors / canary[0]!.invocations).toBeGreaterThan(0.15);
    const { lostEvents } = (await knock(local, 'GET', `lost?${range('email-dispatch')}`)) as {
      readonly lostEvents: number;
    };
    expect(lostEvents).toBe(world.truth.lostEvents('email-dispatch', nowMs - 5 * MINUTE_MS, nowMs));
    expect(lostEvents).toBeGreaterThan(4);
    expect(await knock(local, 'GET', 'queue?name=inventory-redrive')).toEqual(
      world.queueDepth('inventory-redrive', nowMs),
    );
  });

  it('returns what was in flight each second', async () => {
    const local = await startLocal();
    const range = `function=worker&startMs=${NOW_MS - 3_000}&endMs=${NOW_MS}`;
    expect(await knock(local, 'GET', `in-flight?${range}`)).toEqual([1, 1, 1]);
  });

  it('says which requests were throttled, when and why', async () => {
    const local = await startLocal();
    const range = `function=worker&startMs=${NOW_MS - 3_000}&endMs=${NOW_MS}`;
    expect(await knock(local, 'GET', `throttles?${range}`)).toEqual([
      { timeMs: NOW_MS - 3_000, reason: 'ConcurrentInvocationLimitExceeded' },
    ]);
  });

  it('counts calls by operation, and forgets them', async () => {
    const local = await startLocal();
    await CALLS.logs(local);
    await CALLS.logs(local);
    await CALLS.sts(local);
    expect(await knock(local, 'GET', 'calls')).toEqual({
      'logs:FilterLogEvents': { calls: 2, throttled: 0 },
      'sts:GetCallerIdentity': { calls: 1, throttled: 0 },
    });
    await knock(local, 'DELETE', 'calls');
    expect(await knock(local, 'GET', 'calls')).toEqual({});
  });

  it('sets and removes faults', async () => {
    const local = await startLocal();
    await knock(local, 'POST', 'faults', [{ operation: 'logs:FilterLogEvents', kind: 'expired' }]);
    expect(await errorName(CALLS.logs(local))).toBe('ExpiredTokenException');
    await knock(local, 'DELETE', 'faults');
    expect(await knock(local, 'GET', 'faults')).toEqual([]);
    expect(await errorName(CALLS.logs(local))).toBe('no error');
  });

  it.each([
    ['a fault without a kind', 'POST', 'faults', [{ operation: '*', kind: 'nonsense' }], 400],
    ['an unknown queue', 'GET', 'queue?name=nonsense', undefined, 400],
    ['an invalid range', 'GET', 'truth?function=worker&startMs=x&endMs=y', undefined, 400],
    ['a range of years', 'GET', `in-flight?function=worker&startMs=0&endMs=${NOW_MS}`, undefined, 400],
    ['the future', 'GET', `truth?function=worker&startMs=${NOW_MS}&endMs=${NOW_MS + 1}`, undefined, 400],
    [
      'the far future',
      'GET',
      `in-flight?function=worker&startMs=9000000000000&endMs=9000000001000`,
      undefined,
      400,
    ],
    ['future losses', 'GET', `lost?function=worker&startMs=${NOW_MS}&endMs=${NOW_MS + 1}`, undefined, 400],
    ['a reversed range', 'GET', `in-flight?function=worker&startMs=${NOW_MS}&endMs=0`, undefined, 400],
    ['an unknown door', 'GET', 'nonsense', undefined, 404],
  ])('refuses %s', async (_name, method, door, body, status) => {
    expect(await knock(await startLocal(), method, door, body)).toBe(status);
  });
});
