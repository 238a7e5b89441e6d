import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceError } from '../../../src/aws/answer/source-error.ts';
import { withoutSecrets } from '../../../src/terminal/secrets/without-secrets.ts';

const KEY = 'ASIAIOSFODNN7EXAMPLE';
const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const TOKEN = `IQoJb3JpZ2luX2VjE${'pZ2/+uY3='.repeat(40)}`;
const HEADER = `AWS4-HMAC-SHA256 Credential=${KEY}/20261124/eu-west-1/logs/aws4_request, SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`;
const CANONICAL = `POST\n/\n\nhost:logs.eu-west-1.amazonaws.com\nx-amz-date:20261124T031210Z\nx-amz-security-token:${TOKEN}\n\nhost;x-amz-date`;

describe('the text of an error is shown without', () => {
  it.each([
    ['an access key', `The key ${KEY} is unknown`, 'The key [access key] is unknown'],
    ['a lasting access key', 'AKIAIOSFODNN7EXAMPLE', '[access key]'],
    [
      'an Authorization header',
      `not a key=value pair in Authorization header: '${HEADER}'.`,
      /: '\[signature\]'\.$/,
    ],
    ['a header by its name', `authorization: ${HEADER}`, 'authorization: AWS4-HMAC-SHA256 [masked]'],
    ['a bearer token', 'Authorization: Bearer eyJhbGciOi.J9-_x', 'Authorization: Bearer [masked]'],
    ['a signature', `the signature ${SIGNATURE} is wrong`, 'the signature [signature] is wrong'],
    ['a signed address', `/?X-Amz-Signature=${SIGNATURE}&x=1`, '/?X-Amz-Signature=[masked]&x=1'],
    ['a session token', `The token ${TOKEN} has expired`, 'The token [token] has expired'],
    ['a short session token', 'x-amz-security-token:abc+/=', 'x-amz-security-token:[masked]'],
    ['a token in an address', '?X-Amz-Security-Token=abc%2F&x=1', '?X-Amz-Security-Token=[masked]&x=1'],
    ['a secret key by its name', '"SecretAccessKey": "wJalr/bPx"', '"SecretAccessKey": "[masked]"'],
    [
      'the password of an address',
      'connect to https://me:pass@host:80/x',
      'connect to https://[masked]@host:80/x',
    ],
    ['a password', 'password=hunter2 is wrong', 'password=[masked] is wrong'],
    ['Basic credentials', 'sent Basic amFuZTpodW50ZXIy', 'sent Basic [masked]'],
    [
      'a canonical request',
      `The signature does not match.\n\nThe Canonical String for this request should have been\n'${CANONICAL}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n…'`,
      'The signature does not match. [canonical request]',
    ],
  ])('%s', (_what, message, shown) => {
    if (typeof shown === 'string') expect(withoutSecrets(message)).toBe(shown);
    else expect(withoutSecrets(message)).toMatch(shown);
  });

  it('any of it, wherever it is and whatever the error', () => {
    const secret = fc.constantFrom(KEY, SIGNATURE, TOKEN, HEADER, CANONICAL);
    fc.assert(
      fc.property(fc.string({ maxLength: 3_000 }), secret, fc.string(), (before, hidden, after) => {
        const message = `${before} ${hidden} ${after}`;
        const thrown = Object.assign(new Error(message), { name: message });
        const { name, message: said } = sourceError(thrown, 'logs:FilterLogEvents');
        for (const text of [name, said]) {
          for (const each of [KEY, SIGNATURE, TOKEN.slice(0, 60)]) expect(text).not.toContain(each);
        }
      }),
    );
  });
});

it.each([
  'User: arn:aws:sts::123456789012:assumed-role/OnCall/ann is not authorized to perform: logs:FilterLogEvents on resource: arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/checkout-api:log-stream:',
  'getaddrinfo ENOTFOUND logs.eu-west-1.amazonaws.com',
  'The specified log group does not exist.',
  'The security token included in the request is expired',
])('the text of an error still says "%s"', (message) => {
  expect(withoutSecrets(message)).toBe(message);
});

describe('the text of an error is bounded', () => {
  it.each([
    ['words', 'word '.repeat(1_000_000)],
    ['one word', 'x'.repeat(5_000_000)],
    ['tokens', `${TOKEN} `.repeat(10_000)],
  ])('however many %s it has', (_what, text) => {
    const { name, message } = sourceError(Object.assign(new Error(text), { name: text }), 'x');
    expect(message.length).toBeLessThanOrEqual(2_000);
    expect(name.length).toBeLessThanOrEqual(128);
  });
});
