import { type RawText, rawText } from '../../terminal/text.ts';

/** Values that may be shown: a short word, path or small number. */
const SHOWN = /^[A-Za-z0-9/][A-Za-z0-9_.:/{}*-]{0,39}$/;
/** Longer numbers count or identify something. */
const MOST_DIGITS = 4;
/** Digits in a whole value: `4111-1111-1111-1111` is a card number in parts, `eu-west-1` is a Region. */
const MOST_DIGITS_IN_ALL = 7;
/** This many letters and digits in a row, of both kinds, are a key rather than a word. */
const KEY = /[A-Za-z0-9]{12,}/;
const HEX = /^[0-9a-f]{8,}$/i;

/** Whatever the member's name, these identify a person or a time, or contain a password. */
const REFUSED: readonly RegExp[] = [
  /\s|@|:\/\//,
  // IPv4, also as in `ip-10-0-3-4`; IPv6, times and MAC addresses.
  /(?<!\d)\d{1,3}(?:[._-]\d{1,3}){3}(?!\d)/,
  /^[\da-f]*:[\da-f]*:[\da-f:.]*$/i,
  /^[\da-f]{2}(?:[:-][\da-f]{2}){5}$/i,
  // Dates
  /\d{4}[-/._]\d{1,2}[-/._]\d{1,2}|\d{1,2}[-/._]\d{1,2}[-/._]\d{4}/,
  /\d{1,2}[-/_]\d{1,2}[-/_]\d{2}|(?<!\d)\d{2}\.\d{2}\.\d{2}(?!\d)|\d[-/._ ][a-z]{3}[-/._ ]\d/i,
];

/** A value in the form that is compared and shown; null for free text, ids and possible secrets. */
export function tellingValue(value: unknown): RawText | null {
  if (typeof value === 'boolean') return rawText(String(value));
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 10 ** MOST_DIGITS ? rawText(String(value)) : null;
  if (typeof value !== 'string') return null;
  const shown = value.includes('/') && !/\s|:\/\//.test(value) ? routeOf(value) : value;
  if (!SHOWN.test(shown) || REFUSED.some((refused) => refused.test(shown))) return null;
  if (shown.replace(/\D/g, '').length > MOST_DIGITS_IN_ALL) return null;
  return hasKey(shown) ? null : rawText(shown);
}

/** A word of a route: letters, a version, or a framework's parameter name. */
const ROUTE_WORD = /^(?:[A-Za-z][A-Za-z_-]{0,23}|v\d{1,2}|\{[A-Za-z_-]{0,24}\+?\}|:[A-Za-z_-]{1,24}|)$/;
const PARAMETER = /^(?:[{:].*|)$/;
/** The part behind these is a person or a secret, even where it looks like a word of the route. */
const BEFORE_ITS_NAME =
  /^(?:users?|customers?|members?|people|persons?|patients?|employees?|profiles?|accounts?|contacts?|owners?|authors?|u|home|tokens?|keys?|sessions?|reset|invites?|invitations?|verify|confirm|unsubscribe)$/i;

/** Turns `/users/jane.doe/orders?full=1` into `/users/…/orders`, with a star for `…`: the route, shared by requests. */
function routeOf(path: string): string {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end))
    .split('/')
    .map((segment, place, all) => {
      if (!ROUTE_WORD.test(segment) || hasKey(segment)) return '*';
      return BEFORE_ITS_NAME.test(all[place - 1] ?? '') && !PARAMETER.test(segment) ? '*' : segment;
    })
    .join('/');
}

function hasKey(text: string): boolean {
  return text.split(/[/.:_-]/).some(isKeyLike);
}

function isKeyLike(part: string): boolean {
  if (/^\d+$/.test(part)) return part.length > MOST_DIGITS;
  if (!/\d/.test(part))
    return /^[A-Z]{16,}$/.test(part) || (KEY.test(part) && /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(part));
  return HEX.test(part) || KEY.test(part);
}
