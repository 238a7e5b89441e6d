import { type RawText, rawText } from '../../../terminal/text.ts';

const REQUEST_ID_LENGTH = 36;
const HYPHENS: ReadonlySet<number> = new Set([8, 13, 18, 23]);
const HYPHEN = '-'.charCodeAt(0);
const IS_HEXADECIMAL = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\dA-Fa-f]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const IS_HYPHEN = Uint8Array.from({ length: REQUEST_ID_LENGTH }, (_, at) => (HYPHENS.has(at) ? 1 : 0));

/** `text` as a request id when it has the shape of one, else null. Nearly every line of a log names one. */
export function requestId(text: string | undefined): RawText | null {
  if (text === undefined || text.length !== REQUEST_ID_LENGTH) return null;
  for (let at = 0; at < REQUEST_ID_LENGTH; at++) {
    const code = text.charCodeAt(at);
    if (IS_HYPHEN[at] === 1 ? code !== HYPHEN : IS_HEXADECIMAL[code] !== 1) return null;
  }
  return rawText(text);
}
