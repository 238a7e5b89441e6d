import { boundedWithoutSecrets } from './without-secrets.ts';

/** What can be read from anything thrown, whatever it is. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** The system's own name, such as `ECONNREFUSED`; null when it gave none. */
  readonly systemCode: string | null;
  /** Null when no answer came. */
  readonly httpStatus: number | null;
  /** An answer came, and it wasn't one of the service's: HTML, half of some JSON, or something else. */
  readonly unreadable: boolean;
  /** The SDK has just learned how wrong this machine's clock is: the next request is signed with the right time. */
  readonly clockSkewCorrected: boolean;
}

/** Enough for any text that AWS writes, and a bound for what a broken server may send. */
const MESSAGE_LENGTH_LIMIT = 2_000;
const NAME_LENGTH_LIMIT = 128;

export function readThrown(thrown: unknown): Thrown {
  const error = recordOf(thrown);
  const metadata = recordOf(error['$metadata']);
  const response = recordOf(error['$response']);
  const status = metadata['httpStatusCode'] ?? response['statusCode'];
  return {
    name: nameOf(thrown, error),
    message: messageOf(thrown, error),
    systemCode: systemCodeOf(error['code']),
    httpStatus: typeof status === 'number' ? status : null,
    unreadable: isUnreadable(error, response),
    clockSkewCorrected: metadata['clockSkewCorrected'] === true,
  };
}

/** Errors that a service sent carry `$fault`; those of the decoder carry only the response that it choked on. */
function isUnreadable(error: Fields, response: Fields): boolean {
  if (error['$response'] === undefined) return false;
  if (error['$fault'] === undefined) return true;
  const contentType = recordOf(response['headers'])['content-type'];
  return typeof contentType === 'string' && contentType.startsWith('text/html');
}

function systemCodeOf(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : null;
}

function nameOf(thrown: unknown, error: Fields): string {
  return typeof error['name'] === 'string'
    ? boundedWithoutSecrets(error['name'], NAME_LENGTH_LIMIT)
    : typeof thrown;
}

function messageOf(thrown: unknown, error: Fields): string {
  const message = typeof error['message'] === 'string' ? error['message'] : String(thrown);
  // The SDK appends advice for whoever debugs the SDK.
  const [said = ''] = message.split('\n  Deserialization error:');
  return boundedWithoutSecrets(said, MESSAGE_LENGTH_LIMIT);
}

type Fields = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
