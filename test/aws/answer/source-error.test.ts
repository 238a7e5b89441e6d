import { describe, expect, it } from 'vitest';
import { signInError, sourceError } from '../../../src/aws/answer/source-error.ts';
import { CLOCK_SKEWED } from '../../../src/monitor/source-error.ts';

/** An error as a service sends it. */
const service = (name: string, status = 400, message = 'said AWS') =>
  Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: status } });

/** An error as the system throws it. */
const system = (code: string, name = 'Error') => Object.assign(new Error(`connect ${code}`), { name, code });

/** An error as the SDK's decoder throws it. */
const undecodable = (status: number, name = 'SyntaxError') =>
  Object.assign(new Error('Unexpected token < in JSON\n  Deserialization error: see $response'), {
    name,
    $metadata: { httpStatusCode: status },
    $response: { statusCode: status, headers: { 'content-type': 'text/html' } },
  });

const provider = (message: string, name = 'CredentialsProviderError') =>
  Object.assign(new Error(message), { name, tryNextLink: false });

describe('an error is classified', () => {
  it.each([
    ['ThrottlingException of Logs', service('ThrottlingException'), 'throttled'],
    ['Throttling of CloudWatch', service('Throttling'), 'throttled'],
    ['TooManyRequestsException of Lambda', service('TooManyRequestsException', 429), 'throttled'],
    ['LimitExceededException of Live Tail', service('LimitExceededException'), 'throttled'],
    ['RequestLimitExceeded', service('RequestLimitExceeded', 503), 'throttled'],
    ['429 without a name', service('Unknown', 429, 'UnknownError'), 'throttled'],
    ['429 with an HTML page', undecodable(429), 'throttled'],
    ['AccessDeniedException', service('AccessDeniedException', 403), 'denied'],
    ['AccessDenied of CloudWatch', service('AccessDenied', 403), 'denied'],
    ['KMSAccessDeniedException', service('KMSAccessDeniedException', 502), 'denied'],
    ['403 without a name', service('Unknown', 403), 'denied'],
    ['ExpiredTokenException', service('ExpiredTokenException', 403), 'expired'],
    ['ExpiredToken of CloudWatch', service('ExpiredToken', 403), 'expired'],
    ['UnrecognizedClientException', service('UnrecognizedClientException', 403), 'expired'],
    ['InvalidClientTokenId', service('InvalidClientTokenId', 403), 'expired'],
    ['a wrong secret', service('InvalidSignatureException', 403, 'The signature does not match'), 'expired'],
    ['SignatureDoesNotMatch', service('SignatureDoesNotMatch', 403), 'expired'],
    ['401 without a name', service('Unknown', 401), 'expired'],
    ['no credentials at all', provider('Could not load credentials from any providers'), 'expired'],
    [
      'an SSO session that ran out',
      provider('The SSO session associated with this profile has expired.'),
      'expired',
    ],
    [
      'an SSO token that ran out',
      provider('Token is expired. Run aws sso login', 'TokenProviderError'),
      'expired',
    ],
    ['no Region', new Error('Region is missing'), 'expired'],
    ['ResourceNotFoundException', service('ResourceNotFoundException'), 'absent'],
    ['404 without a name', service('Unknown', 404), 'absent'],
    ['an unknown host in DNS', system('ENOTFOUND'), 'unreachable'],
    ['a refused connection', system('ECONNREFUSED', 'AggregateError'), 'unreachable'],
    [
      'a reset connection, which the SDK calls a time-out',
      system('ECONNRESET', 'TimeoutError'),
      'unreachable',
    ],
    ['a timed-out connection', system('ETIMEDOUT'), 'unreachable'],
    ['an untrusted certificate', system('SELF_SIGNED_CERT_IN_CHAIN'), 'unreachable'],
    ['a time-out without a code', Object.assign(new Error('slow'), { name: 'TimeoutError' }), 'unreachable'],
    ['an aborted call', Object.assign(new Error('aborted'), { name: 'AbortError' }), 'unreachable'],
    ['SSO that could not be reached', provider('Error: connect ECONNREFUSED 127.0.0.1:443'), 'unreachable'],
    ['ServiceException of Lambda', service('ServiceException', 500), 'unreachable'],
    ['ServiceUnavailableException of Logs', service('ServiceUnavailableException', 503), 'unreachable'],
    ['503 without a name', service('Unknown', 503, 'UnknownError'), 'unreachable'],
    ['502 with an HTML page', undecodable(502), 'unreachable'],
    ['a proxy that requires a password', service('Unknown', 407), 'unreachable'],
    ['a body cut off in the middle', { ...undecodable(200), ...system('ECONNRESET') }, 'unreachable'],
    ['a clock that runs behind', service('RequestTimeTooSkewed', 403), 'unreachable'],
    ['a request from the future', service('RequestInTheFuture', 403), 'unreachable'],
    [
      'an expired signature',
      service('InvalidSignatureException', 403, 'Signature expired: 2026'),
      'unreachable',
    ],
    [
      'a denial due to a wrong clock',
      { ...service('AccessDeniedException', 403), $metadata: { clockSkewCorrected: true } },
      'unreachable',
    ],
    [
      'a wrong request, after which the SDK corrected the clock',
      { ...service('ValidationError', 400), $metadata: { clockSkewCorrected: true } },
      'malformed',
    ],
    ['InvalidNextToken', service('InvalidNextToken'), 'malformed'],
    ['InvalidParameterException', service('InvalidParameterException'), 'malformed'],
    ['200 with an HTML page', undecodable(200), 'malformed'],
    ['403 with an HTML page', undecodable(403), 'malformed'],
    ['404 with an HTML page', undecodable(404), 'malformed'],
    ['truncated XML', undecodable(200, 'Error'), 'malformed'],
    ['a word', 'what?', 'malformed'],
    ['nothing', undefined, 'malformed'],
    ['null', null, 'malformed'],
  ])('%s', (_what, thrown, kind) => {
    expect(sourceError(thrown, 'logs:FilterLogEvents')).toMatchObject({
      kind,
      action: 'logs:FilterLogEvents',
    });
  });
});

describe('an error says', () => {
  it.each([
    [
      'that a clock was wrong, whatever the service called it',
      service('InvalidSignatureException', 403, 'Signature expired: 2026'),
      CLOCK_SKEWED,
    ],
    ['the name that AWS gave', service('AccessDenied', 403), 'AccessDenied'],
    [
      "the system's code rather than the SDK's name for it",
      system('ECONNRESET', 'TimeoutError'),
      'ECONNRESET',
    ],
    ['the HTTP status of an unnamed error', service('Unknown', 503), 'HTTP 503'],
    ['that an answer was unreadable', undecodable(200), 'UnreadableAnswer'],
    ['the HTTP status of an unreadable refusal', undecodable(502), 'HTTP 502'],
  ])('%s', (_what, thrown, name) => {
    expect(sourceError(thrown, 'x').name).toBe(name);
  });

  it.each([
    [
      'what AWS said',
      service('AccessDenied', 403, 'User: arn is not authorized'),
      'User: arn is not authorized',
    ],
    ['that AWS said nothing', service('Unknown', 503, 'UnknownError'), 'HTTP 503 without a message'],
    [
      "the code if the system's message is empty",
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['that a load balancer answered', undecodable(503), 'a page of HTML in place of an answer'],
    [
      'that something on the way answered, whatever it called the error',
      {
        ...undecodable(200),
        $responseBodyText: '\n<!DOCTYPE html><p>Sign in',
        $response: { statusCode: 200 },
      },
      'a page of HTML in place of an answer',
    ],
    [
      'that an answer is incomplete',
      { ...undecodable(200), $responseBodyText: '{"events":[', $response: { statusCode: 200 } },
      "the answer is cut short, or not one of AWS's",
    ],
    [
      "nothing of the SDK's advice to developers",
      Object.assign(new Error('no such shape\n  Deserialization error: see $response'), {
        $response: { statusCode: 200, headers: {} },
      }),
      'no such shape',
    ],
  ])('%s', (_what, thrown, message) => {
    expect(sourceError(thrown, 'x').message).toBe(message);
  });

  it('at most a bounded part of an endless message', () => {
    expect(sourceError(service('X', 400, 'x '.repeat(1_000_000)), 'x').message).toHaveLength(2_000);
  });
});

describe('an error while looking for credentials', () => {
  it.each([
    ['a role that may not be assumed', service('AccessDenied', 403), 'expired'],
    ['a role that does not exist', service('NoSuchEntity', 404), 'expired'],
    ['a broken config file', new TypeError('x is undefined'), 'expired'],
    ['an unreachable STS', system('ENOTFOUND'), 'unreachable'],
    ['a throttled STS', service('Throttling'), 'throttled'],
  ])('is about credentials, not permissions for the call: %s', (_what, thrown, kind) => {
    expect(signInError(thrown, 'logs:FilterLogEvents', null).kind).toBe(kind);
  });

  const unable = (message: string) => Object.assign(new Error(message), { name: 'CredentialsProviderError' });
  it.each<[string, string, string | null, string, string]>([
    [
      'an SSO session that has expired',
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      'prod',
      'the SSO session has expired or was never opened: aws sso login --profile prod',
      'CredentialsProviderError',
    ],
    [
      "one that the SDK can't renew",
      "Value not present for 'clientId' in SSO Token. Cannot refresh.",
      null,
      'the SSO session has expired or was never opened: aws sso login',
      'CredentialsProviderError',
    ],
    [
      'a profile without credentials',
      'Could not load credentials from any providers',
      'prod',
      'profile "prod" gives none: see its keys, role, credential_process or SSO settings',
      'NoCredentials',
    ],
    [
      'no profile at all',
      'Could not load credentials from any providers',
      null,
      'neither the environment nor the default profile nor this machine gives any: aws configure sso makes a profile, --profile or AWS_PROFILE names one, and lmon demo needs none',
      'NoCredentials',
    ],
    ['anything else', 'a new code is needed', 'prod', 'a new code is needed', 'CredentialsProviderError'],
  ])('says what to do about %s', (_what, message, profile, advice, name) => {
    expect(signInError(unable(message), 'logs:FilterLogEvents', profile)).toMatchObject({
      kind: 'expired',
      name,
      message: advice,
    });
  });
});
