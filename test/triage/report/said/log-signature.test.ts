import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../../../src/triage/report/said/log-signature.ts';
import { raw } from '../case-file-of.ts';

const named = (says: string) => signatureOf({ kind: 'logged', says: raw(says) })?.name ?? null;

describe('the cause that failures name in their own words', () => {
  it.each([
    ['downstreamThrottle', 'Request failed with status code 429'],
    ['downstreamThrottle', '{"statusCode":429}'],
    ['downstreamThrottle', '{\\"response_code\\": \\"429\\"}'],
    ['downstreamThrottle', 'HTTP/1.1 429'],
    ['downstreamThrottle', 'the status was 429'],
    [
      'downstreamThrottle',
      'api error ThrottlingException: Throughput exceeds the current capacity of your table',
    ],
    ['downstreamThrottle', 'You have exceeded the rate at which you may call KMS.'],
    ['credentials', 'ExpiredTokenException: The security token included in the request is expired'],
    ['credentials', 'error: password authentication failed for user "orders"'],
    ['credentials', "SqlException: Login failed for user 'orders'."],
    ['credentials', 'WRONGPASS invalid username-password pair or user is disabled.'],
    ['credentials', 'Response code 401 (Unauthorized)'],
    ['credentials', 'Response status code does not indicate success: 401 (Unauthorized).'],
    [
      'credentials',
      'HTTPError: 401 Client Error: Unauthorized for url: https://api.partner.example/v2/quotes',
    ],
    ['credentials', 'HttpClientErrorException$Unauthorized: 401 Unauthorized: [no body]'],
    ['initFailure', 'Runtime.ExitError: index.handler is undefined or not exported'],
    ['initFailure', "Handler 'handler' missing on module 'app'"],
    ['initFailure', "Unable to import module 'app': cannot import name 'store' from 'lib'"],
    ['processExit', 'Runtime.ExitError: Runtime exited with error: exit status 1'],
    [null, 'order 401: Unauthorized_Goods is no kind of goods'],
    [null, 'java.io.FileNotFoundException: /tmp/invoice.pdf (Too many open files)'],
    ['network', 'getaddrinfo ENOTFOUND ledger.internal'],
    ['permission', 'AccessDeniedException: User: arn is not authorized to perform: sqs:SendMessage'],
    ['encryptionKey', 'is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:1:key/0'],
    ['encryptionKey', 'DisabledException: arn:aws:kms:eu-west-1:1:key/7a-1 is disabled.'],
    ['certificate', 'Error: certificate has expired'],
    ['certificate', 'tls: failed to verify certificate: x509: certificate signed by unknown authority'],
    ['certificate', 'SSLHandshakeException: PKIX path building failed'],
    ['network', 'read ECONNRESET'],
    ['network', 'dial tcp 10.0.7.31:443: i/o timeout'],
    ['network', 'Net::OpenTimeout: Failed to open TCP connection to ledger:443 (execution expired)'],
    ['network', 'SocketTimeoutException: Connect timed out'],
    ['dependencyDown', 'HTTPError: 503 Server Error: Service Unavailable for url: https://api'],
    ['dependencyDown', 'Request failed with status code 502'],
    ['dependencyDown', 'GET https://api/v2/quotes: 504 Gateway Timeout'],
    ['fileSystem', "ESTALE: stale file handle, open '/mnt/models/current.bin'"],
    ['tooLarge', 'ValidationException: Item size has exceeded the maximum allowed size'],
    ['tooLarge', 'answer: HTTP 413'],
    ['tooLarge', 'Message must be shorter than 262144 bytes.'],
    ['tooLarge', 'body must be shorter than 6,291,456 bytes'],
  ])('is %s: %s', (name, says) => {
    expect(named(says)).toBe(name);
  });

  it.each([
    'order 429 was stored before',
    'order 503 was stored before',
    '502 orders were late',
    'the certificate of the course was printed',
    'barcode 429 is unknown',
    'row 413 is locked',
    'status: order 413 is late',
    'name must be shorter than 50 characters',
  ])('is missing if a number is no status, and a length no size: %s', (says) => {
    expect(named(says)).toBeNull();
  });

  it('is taken from the error that another one wraps, before the words around it', () => {
    const root = raw('java.net.ConnectException: Connection refused');
    expect(signatureOf({ kind: 'logged', says: raw('order 7 not taken'), root })?.name).toBe('network');
    expect(signatureOf({ kind: 'logged', says: raw('Access Denied'), root })?.name).toBe('network');
    expect(signatureOf({ kind: 'timeout', says: raw('timeout'), root })).toBeNull();
  });

  it('is a failed start if a process exits before its code is called, unless the error says more', () => {
    const ended = (says: string) => signatureOf({ kind: 'ended', says: raw(says), isOfStart: true })?.name;
    expect(ended('Runtime.ExitError')).toBe('initFailure');
    expect(ended('Error: read ECONNRESET')).toBe('network');
    expect(signatureOf({ kind: 'ended', says: raw('Runtime.ExitError') })?.name).toBe('processExit');
  });
});
