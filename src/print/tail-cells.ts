import { parseLogLine } from '../lambda/log-line.ts';
import type { LogLine, LogLineKind } from '../lambda/log-line-shape.ts';
import { environmentMark } from '../lambda/log-stream.ts';
import { isFailed, type Report } from '../lambda/report.ts';
import type { LogEvent } from '../logs/event.ts';
import type { TailEvent } from '../logs/tail-item.ts';
import { padStart } from '../terminal/display-width.ts';
import type { Glyphs } from '../terminal/glyphs.ts';
import type { Line, Span, Tone } from '../terminal/line.ts';
import { ageText, durationText, utcMillisecond } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';

/** What a row of a tail says, column by column. */
export interface TailCells {
  readonly time: Span;
  readonly environment: Span;
  readonly environmentBar: Span;
  /** The first eight characters of the request id. */
  readonly request: Span;
  readonly level: Span;
  readonly message: Line;
  /** How late it came, to stand behind the message; empty when it came in order. */
  readonly late: Line;
}

const REQUEST_LENGTH = 8;

/** @param extent `line` shows the first line of a message and counts the others, `whole` puts all into one row. */
export function tailCells({ event, lateMs }: TailEvent, glyphs: Glyphs, extent: 'line' | 'whole'): TailCells {
  const line = parseLogLine(event.message);
  const tone = environmentTone(event);
  return {
    time: toned('dim', utcMillisecond(event.timestampMs)),
    environment: toned(tone, safeText(environmentMark(event.logStream))),
    environmentBar: toned(tone, glyphs.bar),
    request: toned(
      'dim',
      line.requestId === null ? safe`` : safeText(line.requestId.slice(0, REQUEST_LENGTH)),
    ),
    level: levelSpan(line),
    message: messageOf(line, extent),
    late: lateMark(lateMs),
  };
}

const seen = new WeakMap<TailEvent, { readonly glyphs: Glyphs; readonly cells: TailCells }>();

/** The cells of a row on screen. A row is drawn many times a second, and its message may be a megabyte to read. */
export function rowCells(item: TailEvent, glyphs: Glyphs): TailCells {
  const known = seen.get(item);
  if (known?.glyphs === glyphs) return known.cells;
  const cells = tailCells(item, glyphs, 'line');
  seen.set(item, { glyphs, cells });
  return cells;
}

function messageOf({ kind, text, report, version, details }: LogLine, extent: 'line' | 'whole'): Line {
  if (report !== null) return reportWords(report);
  if (kind === 'start' && version !== null) return [toned('dim', safe`version ${safeText(version)}`)];
  const tone: Tone = isPlatform(kind) ? 'dim' : 'fact';
  if (extent === 'whole') return [toned(tone, safeText(text)), ...detailWords(details)];
  const firstEnd = text.search(/[\n\r]/);
  if (firstEnd < 0) return [toned(tone, safeText(text.slice(0, LONGEST_ON_SCREEN))), ...detailWords(details)];
  const first = safeText(text.slice(0, Math.min(firstEnd, LONGEST_ON_SCREEN)));
  return [toned(tone, first), toned('dim', safe`  +${lineBreaksIn(text)} lines`)];
}

function detailWords(details: LogLine['details']): Line {
  return details.map(({ name, value }) =>
    toned('dim', safe`  ${safeText(name)}=${safeText(value.slice(0, LONGEST_ON_SCREEN))}`),
  );
}

/** No terminal shows more of a row, and a message may be a megabyte. */
const LONGEST_ON_SCREEN = 2_000;

function lineBreaksIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** A REPORT in words: outcome, duration, memory and cold start. */
function reportWords(report: Report): Line {
  const { status, durationMs, memoryMb, maxMemoryMb, initMs } = report;
  const outcome = isFailed(status)
    ? strong(safeText((status ?? '').padEnd(7)), 'crit')
    : toned('good', safe`ok     `);
  const memory = maxMemoryMb === null || memoryMb === null ? safe`` : safe`  ${maxMemoryMb}/${memoryMb} MB`;
  return [
    outcome,
    toned('fact', safe` `),
    strong(padStart(durationText(durationMs), 7)),
    toned('dim', memory),
    ...(initMs === null ? [] : [toned('ours', safe`  cold +${durationText(initMs)}`)]),
  ];
}

function lateMark(lateMs: number | null): Line {
  return lateMs === null
    ? []
    : [toned('ours', safe`  late +${lateMs < 1_000 ? durationText(lateMs) : ageText(lateMs)}`)];
}

function levelSpan({ kind, level }: LogLine): Span {
  if (kind === 'report') return toned('dim', safe`END`);
  if (isPlatform(kind)) return toned('faint', PLATFORM_WORDS[kind]);
  switch (level) {
    case 'ERROR':
    case 'FATAL':
      return strong(safe`${safeText(level)}`, 'crit');
    case 'WARN':
      return toned('warn', safe`WARN`);
    case null:
      return toned('dim', safe``);
    default:
      return toned('dim', safeText(level));
  }
}

type PlatformKind = Exclude<LogLineKind, 'app' | 'metrics' | 'failure' | 'report'>;

const PLATFORM_WORDS: Readonly<Record<PlatformKind, SafeText>> = {
  start: safe`start`,
  end: safe`end`,
  init: safe`init`,
  restore: safe`init`,
  extension: safe`ext`,
  platform: safe`aws`,
};

function isPlatform(kind: LogLineKind): kind is PlatformKind {
  return Object.hasOwn(PLATFORM_WORDS, kind);
}

const ENVIRONMENT_TONES: readonly Tone[] = ['env0', 'env1', 'env2', 'env3', 'env4', 'env5'];

/** The same environment has the same colour in every row and every run. */
function environmentTone({ logStream }: LogEvent): Tone {
  let hash = 0;
  for (let index = Math.max(0, logStream.length - 32); index < logStream.length; index++) {
    hash = (hash * 31 + logStream.charCodeAt(index)) >>> 0;
  }
  return ENVIRONMENT_TONES[hash % ENVIRONMENT_TONES.length] ?? 'env0';
}
