import { type Mark, quotationAt } from './marks.ts';
import { ends as endsString, isEscapeOf, stringBegunBy } from './quoted-string.ts';
import { goesOnBehindString, stringEnd } from './string-end.ts';
import type { End, Place } from './strings.ts';

/** The end of the list or object that begins at `start`, or of the string that it stands in. */
export function bracketsEnd(start: number, place: Place): number {
  const { text, open, ends } = place;
  const limit = limitOfBrackets(start, place);
  let depth = 0;
  for (let at = start; at < limit; ) {
    const sign = text.charAt(at);
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return at + 1;
    const mark = quotationAt(text, at);
    const behind = mark === null ? at + 1 : (ends.first([stringBegunBy(mark, open)], mark.end)?.end ?? limit);
    at = nextOf(OF_BRACKETS, text, behind);
  }
  return limit;
}

/** What has single marks may have escaped none that are in it: `got '{"tokens":["a' b"]}'`. */
function limitOfBrackets(start: number, { text, open, ends }: Place): number {
  const end = ends.first(open, start);
  if (end === null) return text.length;
  if (!goesOnBehindString(text, end) || /[\r\n]/.test(text.charAt(start + 1))) return text.length;
  return end.of.sign === '"' ? end.start : ends.lineEnd(start);
}

const OF_BRACKETS = /["'`[\]{}]/g;

/** The end of the line, or of the string that it stands in. */
export function lineEnd(start: number, place: Place): number {
  return endAtSign(OF_LINE, start, place);
}

const OF_LINE = /["'`\n\r]|(?<=\\)[nr]/g;

/** The end of what has no blanks in it, without the brackets that it stands in. */
export function wordEnd(start: number, place: Place): number {
  let end = endAtSign(OF_WORD, start, place);
  while (end > start + 1 && /[)\]}>]/.test(place.text.charAt(end - 1))) end -= 1;
  return end;
}

/** The same with the words behind it, as far as they belong to it: `(user=jane, password=a b, n=1)`. */
export function wordsEnd(start: number, place: Place): number {
  const end = wordEnd(start, place);
  const { text } = place;
  if (!IN_BRACKETS.test(text.slice(Math.max(0, start - 256), start))) return end;
  MORE_WORDS.lastIndex = end;
  return end + (MORE_WORDS.exec(text)?.[0].length ?? 0);
}

const IN_BRACKETS = /[([{][^()[\]{}]*$/;
const MORE_WORDS =
  /(?: (?![\w.-]{1,64}\s?[:=])[^\s,()[\]{}"'`\\]{1,256}){1,16}(?=,\s|[)\]}]| [\w.-]{1,64}\s?[:=])/y;

/** What stands in an element of XML. Where that has no end it may have been cut. */
export function elementEnd(start: number, { text, open, ends }: Place): number {
  const limit = ends.first(open, start)?.start ?? text.length;
  const rest = text.slice(start, Math.min(limit, start + 4096));
  const tag = rest.search(/<\\{0,15}\/|\n/);
  return tag === -1 ? start + rest.length : start + tag;
}

/** What PHP prints of an element: an array or an object in lines of its own, or the rest of the line up to the next element. */
export function printedEnd(start: number, place: Place): number {
  const { text } = place;
  PRINTED_ARRAY.lastIndex = start;
  const array = PRINTED_ARRAY.exec(text);
  if (array !== null) return start + array[0].length;
  const end = lineEnd(start, place);
  const next = text.slice(start, end).search(NEXT_PRINTED);
  return next === -1 ? end : start + next;
}

const PRINTED_ARRAY = /(?:Array|[\w\\]{1,128} Object)\s{0,8}\n([ \t]{0,128})\(\n[\s\S]{0,4096}?\n\1\)/y;
const NEXT_PRINTED = /\s\[[^[\]]{1,128}\] => |\s\)\s{0,8}$/;

/** Of commas and the like only those of `&next=` and `, "user":`, and one that ends a clause. */
const OF_WORD = /[\s"'`]|[,;&](?=\s|$|\\{0,15}["'`]?[\w.%[\]-]{1,64}\\{0,15}["'`]?\s{0,2}[=:])|(?<=\\)[nrt]/g;

function endAtSign(signs: RegExp, start: number, place: Place): number {
  const { text, open } = place;
  const innermost = open.at(-1);
  for (let at = nextOf(signs, text, start); at < text.length; ) {
    const sign = text.charAt(at);
    let behind = at + 1;
    if (/["'`]/.test(sign)) {
      const mark = quotationAt(text, at);
      const part = mark === null ? null : partEnd(mark, start, place);
      const ended = mark === null ? undefined : open.find((each) => endsString(text, each, mark));
      if (part !== null) behind = part.end;
      else if (ended !== undefined) return behind - 1 - ended.escapes;
    } else if (!/[nrt]/.test(sign)) return at;
    else if (innermost !== undefined && isEscapeOf(text, innermost, at)) return at - 2 ** innermost.depth;
    at = nextOf(signs, text, behind);
  }
  return text.length;
}

/** Parts of a value are quoted as in `theme='dark'; sid=1`. */
function partEnd(mark: Mark, start: number, place: Place): End | null {
  const at = mark.end - 1 - mark.backslashes;
  const before = place.text.slice(Math.max(start, at - 9), at);
  return /[=:(]\s{0,8}$/.test(before) ? stringEnd(mark, place) : null;
}

function nextOf(signs: RegExp, text: string, from: number): number {
  signs.lastIndex = from;
  return signs.exec(text)?.index ?? text.length;
}
