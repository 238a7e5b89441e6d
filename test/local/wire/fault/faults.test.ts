import { describe, expect, it } from 'vitest';
import { nextFault } from '../../../../src/local/wire/fault/fault-plan.ts';
import type { CallName } from '../every-operation.ts';
import { ACTIONS, CALLS } from '../every-operation.ts';
import { errorName, startLocal } from '../local-client.ts';
import { NOW_MS } from '../tiny-world.ts';

describe('a fault', () => {
  it.each<[CallName, 'throttle' | 'internal' | 'expired' | 'denied', string]>([
    ['logs', 'throttle', 'ThrottlingException'],
    ['logs', 'internal', 'ServiceUnavailableException'],
    ['logs', 'expired', 'ExpiredTokenException'],
    ['logs', 'denied', 'AccessDeniedException'],
    ['cloudwatch JSON', 'throttle', 'Throttling'],
    ['cloudwatch JSON', 'internal', 'InternalServiceFault'],
    ['cloudwatch JSON', 'expired', 'ExpiredToken'],
    ['cloudwatch JSON', 'denied', 'AccessDenied'],
    ['cloudwatch CBOR', 'throttle', 'Throttling'],
    ['cloudwatch CBOR', 'internal', 'InternalServiceFault'],
    ['cloudwatch CBOR', 'expired', 'ExpiredToken'],
    ['cloudwatch CBOR', 'denied', 'AccessDenied'],
    ['cloudwatch Query', 'throttle', 'Throttling'],
    ['cloudwatch Query', 'internal', 'InternalServiceFault'],
    ['cloudwatch Query', 'expired', 'ExpiredToken'],
    ['cloudwatch Query', 'denied', 'AccessDenied'],
    ['lambda', 'throttle', 'TooManyRequestsException'],
    ['lambda', 'internal', 'ServiceException'],
    ['lambda', 'expired', 'ExpiredTokenException'],
    ['lambda', 'denied', 'AccessDeniedException'],
    ['kinesis', 'throttle', 'LimitExceededException'],
    ['kinesis', 'internal', 'InternalFailure'],
    ['kinesis', 'denied', 'AccessDeniedException'],
    ['sts', 'throttle', 'Throttling'],
    ['sts', 'expired', 'ExpiredToken'],
    ['sts', 'denied', 'AccessDenied'],
  ])('in %s: %s is what the SDK calls %s', async (name, kind, expected) => {
    const local = await startLocal({ faults: [{ operation: ACTIONS[name], kind }] });
    expect(await errorName(CALLS[name](local))).toBe(expected);
  });

  it.each(Object.keys(CALLS) as CallName[])(
    'of every kind reaches %s, which answers again afterwards',
    async (name) => {
      const kinds = ['unavailable', 'reset', 'truncate'] as const;
      const local = await startLocal({ faults: kinds.map((kind) => ({ operation: '*', kind, calls: 1 })) });
      for (const _kind of kinds) expect(await errorName(CALLS[name](local))).not.toBe('no error');
      expect(await errorName(CALLS[name](local))).toBe('no error');
    },
  );

  it('that breaks the connection is an ECONNRESET', async () => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'reset' }] });
    await expect(CALLS.logs(local)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('that truncates the answer leaves JSON that cannot be read', async () => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'truncate' }] });
    await expect(CALLS.logs(local)).rejects.toBeInstanceOf(SyntaxError);
  });

  it('that answers with a page of HTML has the status 503', async () => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'unavailable' }] });
    await expect(CALLS.lambda(local)).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  it('that delays changes nothing else', async () => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'delay', delayMs: 20 }] });
    expect(await errorName(CALLS.sts(local))).toBe('no error');
  });

  it.each<[CallName, string]>([
    ['logs', 'InvalidSignatureException'],
    ['cloudwatch Query', 'SignatureDoesNotMatch'],
    ['lambda', 'InvalidSignatureException'],
  ])('from a wrong clock is what %s calls %s', async (name, expected) => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'skewed' }] });
    expect(await errorName(CALLS[name](local))).toBe(expected);
  });

  it('of silence accepts the request and never answers', async () => {
    const local = await startLocal({ faults: [{ operation: '*', kind: 'silent', calls: 1 }] });
    const giveUp = new AbortController();
    const call = fetch(`${local.url}/?Action=GetCallerIdentity&Version=2011-06-15`, giveUp);
    const end = expect(call).rejects.toThrow('aborted');
    const faults = async () => (await fetch(`${local.url}/_local/faults`)).json();
    await expect.poll(faults).toEqual([]);
    expect(await errorName(CALLS.sts(local))).toBe('no error');
    giveUp.abort();
    await end;
  });

  it('does not affect another operation', async () => {
    const local = await startLocal({ faults: [{ operation: 'logs:GetLogEvents', kind: 'internal' }] });
    expect(await errorName(CALLS.logs(local))).toBe('no error');
  });

  it('ends at its time', async () => {
    const local = await startLocal({
      faults: [{ operation: '*', kind: 'expired', untilMs: NOW_MS + 1_000 }],
    });
    local.clock.advance(999);
    expect(await errorName(CALLS.logs(local))).toBe('ExpiredTokenException');
    local.clock.advance(1);
    expect(await errorName(CALLS.logs(local))).toBe('no error');
  });
});

describe('a plan of faults', () => {
  it('affects calls in its own order', () => {
    const first = { operation: 'a', kind: 'throttle', calls: 2, delayMs: 0 } as const;
    const second = { operation: '*', kind: 'internal', calls: 1, delayMs: 0 } as const;
    const kinds: unknown[] = [];
    let plan: Parameters<typeof nextFault>[0] = [first, second];
    for (const action of ['a', 'b', 'a', 'a']) {
      const next = nextFault(plan, { action, region: 'eu-west-1' }, 0);
      kinds.push(next.fault?.kind ?? null);
      plan = next.plan;
    }
    expect(kinds).toEqual(['throttle', 'internal', 'throttle', null]);
    expect(plan).toEqual([]);
  });
});
