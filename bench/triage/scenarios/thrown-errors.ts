import type { Thrown } from '../code-story.ts';
import { failingSince } from '../draft.ts';
import {
  MORE_RETRIES,
  RAISED_CONCURRENCY,
  RAISED_TIMEOUT,
  type Scenario,
  WIDE_PERMISSION,
} from '../scenario.ts';
import { between, CALLS_PER_MINUTE, pick, type Setting } from '../setting.ts';

type Family = 'nodejs' | 'python' | 'java';
type Wordings = Readonly<Record<Family, readonly Thrown[]>>;

const thrown = (type: string, message: string): Thrown => ({ type, message });

const DENIED_PUT =
  'User: arn:aws:sts::123456789012:assumed-role/order-intake/order-intake is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders because no identity-based policy allows the dynamodb:PutItem action';

const PERMISSION: Wordings = {
  nodejs: [
    thrown('AccessDeniedException', DENIED_PUT),
    thrown('AccessDenied', 'Access Denied'),
    thrown('UnrecognizedClientException', 'The security token included in the request is invalid.'),
  ],
  python: [
    thrown(
      'ClientError',
      `An error occurred (AccessDeniedException) when calling the PutItem operation: ${DENIED_PUT}`,
    ),
    thrown(
      'ClientError',
      'An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
    ),
    thrown('ClientError', 'An error occurred (403) when calling the HeadObject operation: Forbidden'),
  ],
  java: [
    thrown(
      'software.amazon.awssdk.services.dynamodb.model.DynamoDbException',
      `${DENIED_PUT} (Service: DynamoDb, Status Code: 400, Request ID: {hex})`,
    ),
    thrown(
      'software.amazon.awssdk.services.s3.model.S3Exception',
      'Access Denied (Service: S3, Status Code: 403, Request ID: {hex})',
    ),
  ],
};

const DOWNSTREAM_THROTTLE: Wordings = {
  nodejs: [
    thrown('ThrottlingException', 'Rate exceeded'),
    thrown(
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
    ),
    thrown('SlowDown', 'Please reduce your request rate.'),
    thrown('AxiosError', 'Request failed with status code 429'),
  ],
  python: [
    thrown(
      'ClientError',
      'An error occurred (ThrottlingException) when calling the GetParameter operation (reached max retries: 4): Rate exceeded',
    ),
    thrown('HTTPError', '429 Client Error: Too Many Requests for url: https://api.partner.example/v1/quotes'),
    thrown(
      'ClientError',
      'An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.',
    ),
  ],
  java: [
    thrown(
      'software.amazon.awssdk.services.sqs.model.SqsException',
      'Rate exceeded (Service: Sqs, Status Code: 400, Request ID: {hex})',
    ),
    thrown(
      'software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded.',
    ),
  ],
};

const NETWORK: Wordings = {
  nodejs: [
    thrown('Error', 'connect ETIMEDOUT 10.0.3.17:5432'),
    thrown('Error', 'getaddrinfo ENOTFOUND ledger.internal'),
    thrown('Error', 'connect ECONNREFUSED 10.0.3.17:6379'),
  ],
  python: [
    thrown('ConnectionRefusedError', '[Errno 111] Connection refused'),
    thrown('OperationalError', 'connection to server at "10.0.3.17", port 5432 failed: Connection timed out'),
    thrown(
      'EndpointConnectionError',
      'Could not connect to the endpoint URL: "https://sqs.eu-west-1.amazonaws.com/"',
    ),
    thrown('gaierror', '[Errno -2] Name or service not known'),
  ],
  java: [
    thrown('java.net.UnknownHostException', 'ledger.internal'),
    thrown('java.net.ConnectException', 'Connection refused'),
    thrown('java.net.SocketTimeoutException', 'connect timed out'),
  ],
};

const DISK_FULL: Wordings = {
  nodejs: [thrown('Error', 'ENOSPC: no space left on device, write')],
  python: [thrown('OSError', "[Errno 28] No space left on device: '/tmp/order-{hex}.pdf'")],
  java: [thrown('java.io.IOException', 'No space left on device')],
};

const TOO_LARGE: Wordings = {
  nodejs: [
    thrown('PayloadTooLargeError', 'request entity too large'),
    thrown(
      'RequestEntityTooLargeException',
      '6{n}12 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    ),
    thrown(
      'Function.ResponseSizeTooLarge',
      'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    ),
  ],
  python: [
    thrown(
      'HTTPError',
      '413 Client Error: Request Entity Too Large for url: https://api.partner.example/v1/orders',
    ),
    thrown(
      'ClientError',
      'An error occurred (RequestEntityTooLargeException) when calling the Invoke operation: 6{n}12 byte payload is too large',
    ),
  ],
  java: [
    thrown(
      'software.amazon.awssdk.services.sqs.model.SqsException',
      'One or more parameters are invalid. Reason: Message must be shorter than 262144 bytes. (Service: Sqs, Status Code: 400)',
    ),
    thrown('shop.PayloadTooLargeException', 'Payload size exceeded: {n} kB'),
  ],
};

const OWN: Wordings = {
  nodejs: [
    thrown('TypeError', "Cannot read properties of undefined (reading 'currency')"),
    thrown('ReferenceError', 'discountOf is not defined'),
    thrown('SyntaxError', 'Unexpected token < in JSON at position 0'),
  ],
  python: [
    thrown('KeyError', "'currency'"),
    thrown('AttributeError', "'NoneType' object has no attribute 'total'"),
    thrown('ValueError', "invalid literal for int() with base 10: '{n} kg'"),
  ],
  java: [
    thrown('java.lang.NullPointerException', 'Cannot invoke "shop.Order.currency()" because "order" is null'),
    thrown('java.lang.IllegalStateException', 'order {n} was stored before'),
  ],
};

interface Named {
  readonly name: string;
  readonly wordings: Wordings;
  readonly harms: readonly RegExp[];
}

const NAMED: readonly Named[] = [
  { name: 'permission', wordings: PERMISSION, harms: [WIDE_PERMISSION, RAISED_TIMEOUT, RAISED_CONCURRENCY] },
  { name: 'downstreamThrottle', wordings: DOWNSTREAM_THROTTLE, harms: [MORE_RETRIES, RAISED_CONCURRENCY] },
  { name: 'network', wordings: NETWORK, harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES] },
  { name: 'diskFull', wordings: DISK_FULL, harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY] },
  { name: 'tooLarge', wordings: TOO_LARGE, harms: [RAISED_TIMEOUT, MORE_RETRIES] },
  { name: 'ownError', wordings: OWN, harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES] },
];

/** Causes that the code's own words name: a share of the calls throws from a moment on. */
export const thrownErrors: readonly Scenario[] = [
  ...NAMED.map(
    ({ name, wordings, harms }): Scenario => ({
      name,
      answers: [name],
      rates: CALLS_PER_MINUTE,
      mixes: true,
      stage(draft, setting) {
        const said = pick(setting.dice, wordings[familyOf(setting)]);
        return {
          draft: failingSince(draft, {
            name,
            sinceMs: setting.onsetMs,
            share: visibleShare(setting),
            thrown: said,
          }),
          sinceMs: setting.onsetMs,
          pattern: { by: 'code', words: partOf(said) },
          dimension: null,
          harms,
        };
      },
    }),
  ),
  {
    name: 'badInput',
    answers: ['badInput'],
    rates: CALLS_PER_MINUTE,
    mixes: false,
    stage(draft, setting) {
      const said = pick(setting.dice, OWN[familyOf(setting)]);
      const tenant = `${pick(setting.dice, ['vale', 'ridge', 'ferry', 'copse'])}-${Math.floor(setting.dice.share() * 90) + 10}`;
      const share = Math.min(0.5, visibleShare(setting));
      const failing = failingSince(draft, {
        name: 'bad-input',
        sinceMs: setting.onsetMs,
        share,
        thrown: said,
      });
      return {
        draft: { ...failing, story: { ...failing.story, hitTenant: { tenant, failure: 'bad-input' } } },
        sinceMs: setting.onsetMs,
        pattern: { by: 'code', words: partOf(said) },
        dimension: tenant,
        harms: [RAISED_TIMEOUT, RAISED_CONCURRENCY, MORE_RETRIES],
      };
    },
  },
];

/** Enough calls must fail to measure a rate at all: five in five minutes, and one in a hundred. */
export function visibleShare({ callsPerMinute, dice }: Setting): number {
  if (callsPerMinute <= 10) return between(dice, 0.35, 0.9);
  return callsPerMinute <= 100 ? between(dice, 0.08, 0.7) : between(dice, 0.03, 0.6);
}

/** Words of the code that name none of the causes above. */
export function ownWords(setting: Setting): Thrown {
  return pick(setting.dice, OWN[familyOf(setting)]);
}

/** The longest part of the message that is the same in all calls. */
export function partOf({ message }: Thrown): string {
  // A word that differs from call to call in any part counts as different as a whole.
  const parts = message.split(/\S*(?:\{n\}|\{hex\})\S*/).map((part) => part.trim());
  return parts.toSorted((one, other) => other.length - one.length)[0]?.slice(0, 60) ?? message;
}

function familyOf({ runtime }: Setting): Family {
  if (runtime.startsWith('python')) return 'python';
  return runtime.startsWith('java') ? 'java' : 'nodejs';
}
