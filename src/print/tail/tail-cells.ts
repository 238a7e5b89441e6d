import type { LogDetail, LogLine, LogLineKind } from '../../lambda/line/shape/log-line-shape.ts';
import { environmentMark } from '../../lambda/log-stream.ts';
import { isOfSeveralRequests, type StoryEvent } from '../../logs/lines/story-item.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import { HEAD_OVERLAP_MS } from '../../logs/sweeping/sweep-pace.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { ageText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeLines, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { endWays, endWords } from './end-words.ts';
import { inWords } from './platform-words.ts';

/** The columns of a tail row. */
export interface TailCells {
  readonly environment: Span;
  readonly environmentBar: Span;
  /** The first eight characters of the request id; in words where the row stands for lines of several requests. */
  readonly request: Span;
  readonly level: Span;
  readonly message: Line;
  /** Shorter forms, where there are any, most informative first. */
  readonly briefMessages: readonly Line[];
  /** After the message: how many lines the row stands for; usually empty. */
  readonly repeats: Line;
  /** How late it came; usually empty. */
  readonly late: Line;
}

const REQUEST_LENGTH = 8;

function tailCells(item: StoryEvent, glyphs: Glyphs, timeoutMs: number | null): TailCells {
  const { event, line, lateMs, isContext = false, repeats } = item;
  const isOneEnvironment = repeats?.isOneEnvironment !== false;
  const tone = isOneEnvironment ? environmentTone(event.logStream) : 'faint';
  const ends = endOf(item, glyphs, timeoutMs);
  const said = messageOf(line, 'line');
  const ways = ends.length > 0 ? ends : [isOfSeveralRequests(item) ? commonWords(said, glyphs) : said];
  const [message = [], ...briefMessages] = isContext ? ways.map(quieter) : ways;
  return {
    environment: isOneEnvironment ? toned(tone, safeText(environmentMark(event.logStream))) : OF_OTHERS_TOO,
    environmentBar: toned(tone, isContext ? glyphs.contextBar : glyphs.bar),
    request: toned('dim', isOfSeveralRequests(item) ? SEVERAL : requestMark(line)),
    level: levelSpan(line),
    message,
    briefMessages,
    repeats: repeatMark(item, glyphs),
    late: lateMark(lateMs),
  };
}

/** The details of one of several requests would pass for those of all. */
function commonWords(said: Line, { ellipsis }: Glyphs): Line {
  const [text, ...details] = said;
  return text === undefined || details.length === 0 ? said : [text, toned('dim', safe` ${ellipsis}`)];
}

/** Dims context lines. The level keeps its colour: it may be an error of its own. */
function quieter(line: Line): Line {
  return line.map((span) => (span.tone === 'fact' ? { ...span, tone: 'dim' } : span));
}

export function requestMark({ requestId }: LogLine): SafeText {
  return requestId === null ? NOTHING : safeText(requestId.slice(0, REQUEST_LENGTH));
}

const NOTHING = safe``;
/** In place of the request of a row that stands for lines of more than one. */
const SEVERAL = safe`several`;
/** In place of the environment of such a row, in a column of four cells. */
const OF_OTHERS_TOO = toned('dim', safe`2+`);
const END = safe`END`;
/** The text of an END line, as its request has a column of its own. */
export const IS_OVER = safe`the invocation is over`;

/** How many equal lines are folded into one row. */
function repeatMark({ repeats }: StoryEvent, { times }: Glyphs): Line {
  return repeats === undefined ? [] : [toned('ours', safe`  ${times}${groupedText(repeats.count)}`)];
}

/** The outcome in the row of an invocation, in longer and shorter forms; empty for any other line. */
function endOf({ line, invocation }: StoryEvent, glyphs: Glyphs, timeoutMs: number | null): readonly Line[] {
  const { report } = line;
  if (report !== null) return endWays({ ...line, report }, invocation, timeoutMs, glyphs);
  return invocation === null ? [] : [[...messageOf(line, 'line'), toned('warn', safe`  REPORT not seen`)]];
}

interface SeenRow {
  readonly glyphs: Glyphs;
  readonly timeoutMs: number | null;
  readonly cells: TailCells;
}

const seen = new WeakMap<StoryEvent, SeenRow>();

/**
 * The cells of a row on screen. Rows are redrawn many times a second, and a message may have a megabyte.
 *
 * @param timeoutMs of the function that wrote it; null when unknown
 */
export function rowCells(item: StoryEvent, glyphs: Glyphs, timeoutMs: number | null = null): TailCells {
  const known = seen.get(item);
  if (known?.glyphs === glyphs && known.timeoutMs === timeoutMs) return known.cells;
  const cells = tailCells(item, glyphs, timeoutMs);
  seen.set(item, { glyphs, timeoutMs, cells });
  return cells;
}

/** No screen shows more of a message, which may have a megabyte. */
const LONGEST_WRAPPED = 8_000;

/** The lines of a message, including those omitted from a single row. */
export function messageLines({ line }: StoryEvent): readonly Line[] {
  const { kind, text, details } = inWords(line);
  const lines = safeLines(text.slice(0, LONGEST_WRAPPED)).map(
    (each): Line => [toned(isPlatform(kind) ? 'dim' : 'fact', each)],
  );
  return lines.map((each, index) => (index === lines.length - 1 ? [...each, ...detailWords(details)] : each));
}

/**
 * @param extent `line` shows the first line of a message with the number of the others, and an END, whose request is
 * beside it, in words; `whole` puts everything on one row
 * @param end how the run of a REPORT ended, where its other lines were read
 */
export function messageOf(line: LogLine, extent: 'line' | 'whole', end: RunEnd | null = null): Line {
  const { kind, text, report, version, details } = inWords(line);
  if (report !== null) return endWords({ ...line, report }, end);
  if (kind === 'start' && version !== null) return [toned('dim', safe`version ${safeText(version)}`)];
  if (kind === 'end') return [toned('dim', IS_OVER)];
  const tone: Tone = isPlatform(kind) ? 'dim' : 'fact';
  if (extent === 'whole') return [toned(tone, safeText(text)), ...detailWords(details)];
  const firstEnd = text.search(/[\n\r]/);
  if (firstEnd < 0) return [toned(tone, safeText(text.slice(0, LONGEST_ON_SCREEN))), ...detailWords(details)];
  const first = safeText(text.slice(0, Math.min(firstEnd, LONGEST_ON_SCREEN)));
  return [toned(tone, first), toned('dim', safe`  +${furtherLines(text)}`)];
}

/** A detail after a message, not yet made safe. */
export function rawDetail({ name, value }: LogDetail): string {
  return `  ${name}=${value.slice(0, LONGEST_ON_SCREEN)}`;
}

function detailWords(details: LogLine['details']): Line {
  return details.map(({ name, value }) =>
    toned('dim', safe`  ${safeText(name)}=${safeText(value.slice(0, LONGEST_ON_SCREEN))}`),
  );
}

/** No terminal shows more in a row, and a message may have a megabyte. */
const LONGEST_ON_SCREEN = 2_000;

function furtherLines(text: string): SafeText {
  const count = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  return count === 1 ? safe`1 line` : safe`${groupedText(count)} lines`;
}

/**
 * Streams are ingested separately, so pages mix them by a second or two: that is normal and not marked. Lines later
 * than the overlap of head sweeps appear among lines that were already on screen and perhaps read, which is worth a
 * mark.
 */
const WORTH_A_MARK_MS = HEAD_OVERLAP_MS;

export function lateMark(lateMs: number | null): Line {
  return lateMs === null || lateMs < WORTH_A_MARK_MS ? [] : [toned('ours', safe`  late +${ageText(lateMs)}`)];
}

export function levelSpan(line: LogLine): Span {
  const word = levelWord(line);
  if (line.kind === 'report' || isPlatform(line.kind)) return toned('dim', word);
  switch (line.level) {
    case 'ERROR':
    case 'FATAL':
      return strong(word, 'crit');
    case 'WARN':
      return toned('warn', word);
    default:
      return toned('dim', word);
  }
}

/** The text of the level column. */
export function levelWord({ kind, level }: LogLine): SafeText {
  if (kind === 'report') return END;
  if (isPlatform(kind)) return PLATFORM_WORDS[kind];
  return level === null ? NOTHING : safeText(level);
}

type PlatformKind = Exclude<LogLineKind, 'app' | 'metrics' | 'failure' | 'report'>;

const PLATFORM_WORDS: Readonly<Record<PlatformKind, SafeText>> = {
  start: safe`START`,
  end: END,
  init: safe`INIT`,
  restore: safe`INIT`,
  extension: safe`EXT`,
  platform: safe`AWS`,
};

function isPlatform(kind: LogLineKind): kind is PlatformKind {
  return Object.hasOwn(PLATFORM_WORDS, kind);
}

const ENVIRONMENT_TONES: readonly Tone[] = ['env0', 'env1', 'env2', 'env3', 'env4', 'env5'];

/** An environment has the same colour in every row and session. */
export function environmentTone(logStream: RawText): Tone {
  let hash = 0;
  for (let index = Math.max(0, logStream.length - 32); index < logStream.length; index++) {
    hash = (hash * 31 + logStream.charCodeAt(index)) >>> 0;
  }
  return ENVIRONMENT_TONES[hash % ENVIRONMENT_TONES.length] ?? 'env0';
}
