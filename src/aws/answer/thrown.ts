import { startWithoutSecrets } from '../../terminal/secrets/without-secrets.ts';

/** What can be read from anything thrown. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  /** The system's error code, such as `ECONNREFUSED`; null for none. */
  readonly systemCode: string | null;
  /** Null without an answer. */
  readonly httpStatus: number | null;
  /** Set where an answer came that was not the service's. */
  readonly unreadable: Unreadable | null;
  /** The SDK has just learned this machine's clock skew: the next request is signed with the right time. */
  readonly clockSkewCorrected: boolean;
}

/** What came instead of an answer: an HTML page, invalid or truncated JSON, or something else. */
export type Unreadable = 'html' | 'noJson' | 'other';

/** Enough for any text of AWS, and a bound for broken servers. */
const MESSAGE_LENGTH_LIMIT = 2_000;
const NAME_LENGTH_LIMIT = 128;
/** Twice the longest session token, and more than any text of AWS. */
const MOST_LOOKED_AT = 16_384;

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
    unreadable: unreadable(error, response),
    clockSkewCorrected: metadata['clockSkewCorrected'] === true,
  };
}

/** Errors sent by a service have `$fault`; those of the decoder only have the response. */
function unreadable(error: Fields, response: Fields): Unreadable | null {
  if (error['$response'] === undefined) return null;
  if (isHtml(error, response)) return 'html';
  if (error['$fault'] !== undefined) return null;
  return error['name'] === 'SyntaxError' ? 'noJson' : 'other';
}

/** By content type or first characters: a device in between may label it as anything. */
function isHtml(error: Fields, response: Fields): boolean {
  const contentType = recordOf(response['headers'])['content-type'];
  if (typeof contentType === 'string' && contentType.startsWith('text/html')) return true;
  const body = error['$responseBodyText'];
  return typeof body === 'string' && /^\s*<(?:!doctype\s+html|html)\b/i.test(body.slice(0, 1_000));
}

function systemCodeOf(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : null;
}

function nameOf(thrown: unknown, error: Fields): string {
  return typeof error['name'] === 'string' ? bounded(error['name'], NAME_LENGTH_LIMIT) : typeof thrown;
}

function messageOf(thrown: unknown, error: Fields): string {
  const message = typeof error['message'] === 'string' ? error['message'] : String(thrown);
  // The SDK appends advice for debugging the SDK.
  const [said = ''] = message.split('\n  Deserialization error:');
  return bounded(said, MESSAGE_LENGTH_LIMIT);
}

function bounded(text: string, most: number): string {
  return startWithoutSecrets(text, MOST_LOOKED_AT).slice(0, most);
}

type Fields = Readonly<Record<string, unknown>>;

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
