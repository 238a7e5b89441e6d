import { type RawText, rawText } from '../../terminal/text.ts';

/** What a value may look like that is shown: a word, a path, a small number. Whatever it is, it is short. */
const SHOWN = /^[A-Za-z0-9/][A-Za-z0-9_.:/{}*-]{0,39}$/;
/** Numbers of more digits count or name something. */
const MOST_DIGITS = 4;
/** So many letters and digits in a row, with both among them, are a key and no word. */
const KEY = /[A-Za-z0-9]{12,}/;
const HEX = /^[0-9a-f]{8,}$/i;

/** Names of members that hold what is nobody's business, or a secret. */
const PRIVATE =
  /pass|pwd|secret|token|key|auth|cookie|credential|session|signature|mail|phone|address|iban|card|birth|ssn|(?:^|first|last|full|user|given|family)[-_]?name$|^ip$|client_?ip|user_?agent/i;
/** Names of members that are an id, a time or a measure: their values tell no group of requests from others. */
const SINGULAR =
  /^(?:time|timestamp|@timestamp|date|level|severity|message|msg|logger|service|stack|stackTrace)$|(?:^|[a-z_-])(?:I[dD]|_id|-id|uuid|UUID|Ms|_ms|At|_at|Arn|_arn)$/;
const GROUPING =
  /^(?:tenant|account|customer|shop|store|org|team|partner|merchant|region|channel|client|app)[-_]?id$/i;
const LONGEST_NAME = 40;
const NAME = /^[A-Za-z_@$][\w.@$-]*$/;

/** Whether the values of a member may tell groups of requests apart, and may be shown. */
export function isTellingName(name: string): boolean {
  if (name.length > LONGEST_NAME || !NAME.test(name) || PRIVATE.test(name)) return false;
  return GROUPING.test(name) || !SINGULAR.test(name);
}

/** A value as it is compared and shown; null for one that is neither: free text, an id, what may be a secret. */
export function tellingValue(value: unknown): RawText | null {
  if (typeof value === 'boolean') return rawText(String(value));
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 10 ** MOST_DIGITS ? rawText(String(value)) : null;
  if (typeof value !== 'string') return null;
  const masked = value.includes('/') ? maskedPath(value) : value;
  if (!SHOWN.test(masked)) return null;
  return masked.split(/[/.:_-]/).some(isKeyLike) ? null : rawText(masked);
}

/** `/orders/81234/items?full=1` as `/orders/{}/items`: its resource is what many requests share. */
function maskedPath(path: string): string {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end))
    .split('/')
    .map((segment) => (/\d/.test(segment) && !/^v\d{1,2}$/.test(segment) ? '{}' : segment))
    .join('/');
}

function isKeyLike(part: string): boolean {
  if (/^\d+$/.test(part)) return part.length > MOST_DIGITS;
  if (!/\d/.test(part))
    return /^[A-Z]{16,}$/.test(part) || (KEY.test(part) && /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(part));
  return HEX.test(part) || KEY.test(part);
}
