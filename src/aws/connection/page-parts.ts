/** The JSON of a page of events, with its events in parts, each parsed on demand. */
export interface PageInParts {
  /** Everything except its events. */
  readonly page: Readonly<Record<string, unknown>>;
  /**
   * Can be iterated once; a second time throws, as another page may stand in its memory by then. Null for a part that
   * can't be read.
   *
   * @param read parses the JSON of a list of events; throws for anything else
   */
  parts(read?: (json: string) => readonly unknown[]): Iterable<readonly unknown[] | null>;
}

/** A few hundred events: their objects are garbage before the next part. */
const PART_BYTES = 65_536;

const LIST = '"events":[';
const BETWEEN = '},{"';
const SMALL_A = 'a'.charCodeAt(0);
const SMALL_Z = 'z'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENING_BRACE = '{'.charCodeAt(0);
const CLOSING_BRACE = '}'.charCodeAt(0);
const OPENING_BRACKET = '['.charCodeAt(0);
const CLOSING_BRACKET = ']'.charCodeAt(0);

/**
 * Cuts the JSON of a page between events, without parsing it. Null for a short page, or one not formatted as AWS does:
 * that has to be parsed as a whole. A cut in the wrong place leaves invalid JSON on both sides, so it can't go
 * unnoticed; the rest is then one part.
 *
 * @param done called when all parts have been read, and the bytes are no longer needed
 */
export function pageInParts(json: Buffer, done = () => {}): PageInParts | null {
  if (json.length <= PART_BYTES) return null;
  const list = json.indexOf(LIST);
  const end = listEnd(json);
  if (list === -1 || end === null || end < list) return null;
  const start = list + LIST.length;
  const page = parsed(json.toString('utf8', 0, start) + json.toString('utf8', end));
  const isWhole = page !== null && Array.isArray(page['events']) && page['events'].length === 0;
  if (!isWhole) return null;
  let isTaken = false;
  return {
    page,
    parts: (read = JSON.parse) => ({
      *[Symbol.iterator]() {
        if (isTaken) throw new Error('a page in parts was gone through again');
        isTaken = true;
        yield* partsBetween(json, start, end, read);
        done();
      },
    }),
  };
}

function* partsBetween(
  json: Buffer,
  start: number,
  end: number,
  read: (json: string) => readonly unknown[],
): Generator<readonly unknown[] | null, void> {
  for (let from = start; from < end; ) {
    const to = Math.min(cutBehind(json, from + PART_BYTES) ?? end, end);
    const list = listIn(json, from, to, read);
    yield list ?? listIn(json, from, end, read);
    if (list === null) return;
    from = to + 1;
  }
}

/** The first comma between two events, from `from` on. */
function cutBehind(json: Buffer, from: number): number | null {
  for (let at = json.indexOf(BETWEEN, from); at !== -1; at = json.indexOf(BETWEEN, at + 1))
    if (isBetween(json, at)) return at + 1;
  return null;
}

/** Text may also end like this: but then its closing quote comes last, and no member name follows. */
function isBetween(json: Buffer, at: number): boolean {
  const first = json[at + BETWEEN.length] ?? 0;
  return first >= SMALL_A && first <= SMALL_Z;
}

/** Where the list of events ends; null where another list follows. */
function listEnd(json: Buffer): number | null {
  let last = json.lastIndexOf(BETWEEN);
  while (last > 0 && !isBetween(json, last)) last = json.lastIndexOf(BETWEEN, last - 1);
  if (last <= 0) return null;
  const end = objectEnd(json, last + 2);
  const isEvent = typeof parsed(json.toString('utf8', last + 2, end))?.['message'] === 'string';
  return isEvent && json[end] === CLOSING_BRACKET ? end : null;
}

/** The position after the object that opens at `start`. */
function objectEnd(json: Buffer, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < json.length; at++) {
    const byte = json[at];
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPENING_BRACE) depth += 1;
    else if (byte === CLOSING_BRACE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return json.length;
}

function parsed(json: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * A part is surrounded by commas or brackets of the page. They are replaced by brackets while it is being parsed, which
 * avoids a copy.
 */
function listIn(
  json: Buffer,
  start: number,
  end: number,
  read: (json: string) => readonly unknown[],
): readonly unknown[] | null {
  const around = [json[start - 1] ?? OPENING_BRACKET, json[end] ?? CLOSING_BRACKET] as const;
  json[start - 1] = OPENING_BRACKET;
  json[end] = CLOSING_BRACKET;
  try {
    return read(json.toString('utf8', start - 1, end + 1));
  } catch {
    return null;
  } finally {
    [json[start - 1], json[end]] = around;
  }
}
