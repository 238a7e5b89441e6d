import { type RawText, rawText } from '../terminal/text.ts';

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REQUEST_ID_LENGTH = 36;

/** `text` as a request id when it has the shape of one, else null. */
export function requestId(text: string | undefined): RawText | null {
  if (text === undefined || text.length !== REQUEST_ID_LENGTH) return null;
  return REQUEST_ID.test(text) ? rawText(text) : null;
}
