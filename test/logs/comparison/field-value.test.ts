import { describe, expect, it } from 'vitest';
import { isTellingName } from '../../../src/logs/comparison/field-name.ts';
import { tellingValue } from '../../../src/logs/comparison/field-value.ts';

describe('a value that distinguishes groups of requests', () => {
  it.each<[unknown, string]>([
    ['order.created', 'order.created'],
    ['ORDER_CREATED', 'ORDER_CREATED'],
    ['eu-west-1', 'eu-west-1'],
    ['/v2/orders/81234/items', '/v2/orders/*/items'],
    ['/users/jane.doe/orders', '/users/*/orders'],
    ['/users/jane', '/users/*'],
    ['/users/{userId}/orders', '/users/{userId}/orders'],
    ['/tenants/jo@example.org/bill', '/tenants/*/bill'],
    ['/reset/hunter', '/reset/*'],
    ['/logs/203.0.113.7', '/logs/*'],
    ['application/json', 'application/json'],
    ['1.24.3', '1.24.3'],
    ['/orders?token=abc', '/orders'],
    ['/orders/{id}', '/orders/{id}'],
    [true, 'true'],
    [404, '404'],
  ])('is %j, shown as %s', (value, shown) => {
    expect(tellingValue(value)).toBe(shown);
  });

  it.each<[string, unknown]>([
    ['free text', 'could not reach the payment service'],
    ['empty text', ''],
    ['long text', 'a'.repeat(41)],
    ['an id', '81234567'],
    ['a UUID', '3b241101-e2bb-4255-8caf-4136c566a962'],
    ['hexadecimal digits', 'deadbeef01'],
    ['an access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a secret key', 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln'],
    ['a mail address', 'somebody@example.org'],
    ['an IPv4 address', '203.0.113.7'],
    ['an IPv4 address with a port', '203.0.113.7:443'],
    ['a host named by its address', 'ip-10-0-3-4.internal'],
    ['an IPv6 address', 'fe80::1'],
    ['an IPv6 address in full', '2001:db8:0:0:0:0:0:1'],
    ['a MAC address', '00-1a-2b-3c-4d-5e'],
    ['a card number in parts', '4111-1111-1111-1111'],
    ['a phone number in parts', '0171-1234-567'],
    ['a date', '1980-02-01'],
    ['a date, day first', '01.02.1980'],
    ['a date with the name of its month', '1-Feb-1980'],
    ['a connection with its password', 'postgres://u:pw.abc'],
    ['a URL', 'https://example.org/orders'],
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

  it.each([
    'tenantId',
    'customer_id',
    'userType',
    'shipping',
    'membership',
    'countryCode',
    'priceLevel',
    'sortBy',
  ])('may have the name %s', (name) => expect(isTellingName(name)).toBe(true));

  it.each([
    'password',
    'apiKey',
    'Authorization',
    'sessionId',
    'email',
    'firstName',
    'name',
    'clientIp',
    'sourceIp',
    'client_ip',
    'remoteip',
    'userIP',
    'remoteAddr',
    'x-forwarded-for',
    'pan',
    'pw',
    'pin',
    'cardPin',
    'otp',
    'cvv',
    'cvc',
    'user',
    'currentUser',
    'login',
    'owner',
    'sub',
    'principal',
    'mobile',
    'tel',
    'dob',
    'bearer',
    'jwt',
    'sid',
    'dsn',
    'createdBy',
    'userid',
    'customerName',
    'requestId',
    'order_id',
    'timestamp',
    'latencyMs',
    'message',
    'constructor prototype',
    'a'.repeat(41),
  ])('may not have the name %s', (name) => {
    expect(isTellingName(name)).toBe(false);
  });

  it.each(['statusCode', 'status', 'isOk', 'error_type', 'level', 'exitCode', 'retryCount'])(
    'is not %s, which says how a call went',
    (name) => {
      expect(isTellingName(name)).toBe(false);
    },
  );
});
