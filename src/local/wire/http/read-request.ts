import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { HttpRequest } from './http-message.ts';

const MOST_BODY_BYTES = 16 * 1_048_576;

/** The complete request; null if its body is too long. */
export async function readRequest(message: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(buffer);
  }
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value ?? '')]),
  );
  const body = decompressed(Buffer.concat(chunks), headers['content-encoding']);
  const [path = '/', queryString = ''] = splitOnce(message.url ?? '/', '?');
  return { method: message.method ?? 'GET', path, query: new URLSearchParams(queryString), headers, body };
}

/** A body that can't be decompressed is left unchanged: its protocol will report it as malformed. */
function decompressed(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BODY_BYTES });
  } catch {
    return body;
  }
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
