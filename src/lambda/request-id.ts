import { type RawText, rawText } from '../terminal/text.ts';

const REQUEST_ID = /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{12}$/;
const REQUEST_ID_LENGTH = 36;

/** `text` as a request id when it has the shape of one, else null. */
export function requestId(text: string | undefined): RawText | null {
  if (text === undefined || text.length !== REQUEST_ID_LENGTH) return null;
  return REQUEST_ID.test(text) ? rawText(text) : null;
}
