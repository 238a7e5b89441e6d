import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CALLS } from './every-operation.ts';
import { errorName, startLocal } from './local-client.ts';

const JSON_OF = (target: string) => ({
  'x-amz-target': target,
  'content-type': 'application/x-amz-json-1.1',
});
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const FILTER = JSON_OF('Logs_20140328.FilterLogEvents');

describe('a request that makes no sense', () => {
  it.each<[string, string, Record<string, string>, string, number, string]>([
    ['broken JSON', '/', FILTER, '{"logGroupName":', 400, 'SerializationException'],
    ['JSON that is not an object', '/', FILTER, '3', 400, 'SerializationException'],
    [
      'a body that is not gzip',
      '/',
      { ...FILTER, 'content-encoding': 'gzip' },
      'junk',
      400,
      'SerializationException',
    ],
    ['a member of another type', '/', FILTER, '{"logGroupName":[1]}', 400, 'InvalidParameterException'],
    ['an unknown operation', '/', JSON_OF('Logs_20140328.Nonsense'), '{}', 400, 'UnknownOperationException'],
    ['an unknown service', '/', JSON_OF('Nonsense_2020.Nonsense'), '{}', 404, 'UnknownOperationException'],
    ['an unknown action', '/', FORM, 'Action=Nonsense&Version=2010-08-01', 400, 'InvalidAction'],
    [
      'a form that contradicts itself',
      '/',
      FORM,
      'Action=ListMetrics&Version=2010-08-01&A=1&A=2',
      400,
      'MalformedInput',
    ],
    ['an unknown path', '/2015-03-31/nonsense', {}, '', 404, 'UnknownOperationException'],
    [
      'broken CBOR',
      '/service/GraniteServiceVersion20100801/operation/ListMetrics',
      { 'smithy-protocol': 'rpc-v2-cbor' },
      'nonsense',
      400,
      'SerializationException',
    ],
  ])('is refused in the format of its service: %s', async (_name, path, headers, body, status, expected) => {
    const { url } = await startLocal();
    const response = await fetch(url + path, { method: 'POST', headers, body });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(expected);
  });

  it('is refused when it is too long', async () => {
    const { url } = await startLocal();
    const outcome = await fetch(url, {
      method: 'POST',
      headers: FILTER,
      body: 'x'.repeat(17 * 1_048_576),
    }).then(
      (response) => response.status,
      () => 'connection closed',
    );
    expect([413, 'connection closed']).toContain(outcome);
  });

  it.each(['nonsense\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf'])(
    'does not stop the server: %j',
    async (bytes) => {
      const local = await startLocal();
      await new Promise((resolve) => {
        const socket = connect(Number(new URL(local.url).port), '127.0.0.1', () => socket.end(bytes));
        socket.on('close', resolve).resume();
      });
      expect(await errorName(CALLS.logs(local))).toBe('no error');
    },
  );
});
