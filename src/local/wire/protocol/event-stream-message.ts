import { EventStreamCodec } from '@smithy/core/event-streams';

/**
 * Messages of `application/vnd.amazon.eventstream`, with payloads of JSON.
 *
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function eventMessage(eventType: string, payload: object): Buffer {
  return message({ ':message-type': 'event', ':event-type': eventType }, payload);
}

/** The last message of a stream that breaks: an error shape of its operation. */
export function exceptionMessage(exceptionType: string, text: string): Buffer {
  return message({ ':message-type': 'exception', ':exception-type': exceptionType }, { message: text });
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

function message(headers: Readonly<Record<string, string>>, payload: object): Buffer {
  const named = Object.entries({ ...headers, ':content-type': 'application/json' });
  const bytes = codec.encode({
    headers: Object.fromEntries(named.map(([name, value]) => [name, { type: 'string', value }] as const)),
    body: Buffer.from(JSON.stringify(payload), 'utf8'),
  });
  return Buffer.from(bytes);
}
