import { describe, expect, it } from 'vitest';
import { isTellingName, tellingValue } from '../../../src/logs/story/field-value.ts';

describe('a value that tells groups of requests apart', () => {
  it.each<[unknown, string]>([
    ['north', 'north'],
    ['order.created', 'order.created'],
    ['ORDER_CREATED', 'ORDER_CREATED'],
    ['eu-west-1', 'eu-west-1'],
    ['/orders', '/orders'],
    ['/v2/orders/81234/items', '/v2/orders/{}/items'],
    ['/orders?token=abc', '/orders'],
    ['/orders/{id}', '/orders/{id}'],
    [true, 'true'],
    [404, '404'],
  ])('is %j, shown as %s', (value, shown) => {
    expect(tellingValue(value)).toBe(shown);
  });

  it.each<[string, unknown]>([
    ['free text', 'could not reach the payment service'],
    ['text of nothing', ''],
    ['long text', 'a'.repeat(41)],
    ['an id', '81234567'],
    ['a UUID', '3b241101-e2bb-4255-8caf-4136c566a962'],
    ['hexadecimal digits', 'deadbeef01'],
    ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a secret key', 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'],
    ['a mail address', 'somebody@example.org'],
    ['an escape sequence', '\u001b[31mred'],
    ['a line break', 'one\ntwo'],
    ['letters that look like others', 'nоrth'],
    ['a direction mark', 'abc\u202e'],
    ['a large number', 123_456],
    ['a part of a number', 0.5],
    ['an object', {}],
    ['nothing', null],
  ])('is not %s', (_what, value) => {
    expect(tellingValue(value)).toBeNull();
  });

  it.each(['tenant', 'path', 'detail-type', 'messageType', 'tenantId', 'customer_id', 'httpMethod', 'shard'])(
    'may be called %s',
    (name) => expect(isTellingName(name)).toBe(true),
  );

  it.each([
    'password',
    'apiKey',
    'Authorization',
    'sessionId',
    'email',
    'firstName',
    'name',
    'clientIp',
    'requestId',
    'order_id',
    'timestamp',
    'latencyMs',
    'message',
    'constructor prototype',
    'a'.repeat(41),
  ])('is not one that is called %s', (name) => {
    expect(isTellingName(name)).toBe(false);
  });
});
