import { logGroupLink, logStreamLink } from '../../lambda/console-link.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import {
  isOfSeveralRequests,
  type StoryEvent,
  type StoryItem,
  unfolded,
  withEnd,
} from '../../logs/lines/story-item.ts';
import type { TailEvent } from '../../logs/tail-item.ts';
import { tailText } from '../../print/tail/tail-text.ts';
import { type AwsAccess, requestCommand, spanCommand, tailCommand } from '../../terminal/aws-command.ts';
import { groupedText, isoTime } from '../../terminal/quantity.ts';
import { partOf } from '../../terminal/safe-edits.ts';
import { safe, safeLines, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { quoted } from '../../terminal/words.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { Copyable } from '../parts/copying/copy-menu.ts';
import { fenced } from '../parts/copying/markdown-fence.ts';
import { traceCopyable, untracedCopyable } from '../parts/copying/trace-copyables.ts';

export interface LogAtHand {
  /** The item under the cursor, or the newest; null for none. */
  readonly item: StoryItem | null;
  /** The lines that its row stands for, its own last: several where equal ones are folded. */
  readonly lines: readonly StoryEvent[];
  /** Everything in memory, in log order. */
  readonly items: readonly StoryItem[];
  readonly group: RawText;
  /** The filter applied by AWS; null for none. */
  readonly pattern: RawText | null;
  /** The end of a past log; null where it goes on. */
  readonly untilMs: EpochMs | null;
  readonly functionName: RawText | null;
  readonly access: AwsAccess;
}

/** What can be copied from a log: the current line with what it belongs to, and ways to reach the log. */
export function tailCopyables(log: LogAtHand): readonly Copyable[] {
  const { item, group, functionName, access } = log;
  const subject = functionName ?? group;
  const naming: Copyable =
    functionName === null
      ? { key: 'f', name: safe`group`, lines: [safeText(group)] }
      : { key: 'f', name: safe`function`, lines: [safeText(functionName)] };
  const command: Copyable = { key: 'c', name: safe`command`, lines: [logCommand(log)] };
  if (item?.type !== 'event') return [naming, command, logConsole(log)];
  const requestId = requestAtHand(log);
  const isOfSeveral = isOfSeveralRequests(item);
  const block = isOfSeveral ? log.lines : blockOf(item, requestId, log.items);
  const trace = traceCopyable(messagesOf(block), access);
  const lines = block.flatMap(({ event }) => safeLines(event.message));
  const count = log.lines.length;
  return [
    {
      key: 'l',
      name: count > 1 ? safe`${groupedText(count)} lines` : safe`line`,
      lines: log.lines.map((each) => tailText(withEnd(each), subject)),
    },
    ...(lines.length > 1 && !isOfSeveral ? [{ key: 'b', name: safe`block`, lines }] : []),
    ...(requestId === null ? [] : [{ key: 'r', name: safe`request`, lines: [safeText(requestId)] }]),
    naming,
    { key: 'm', name: safe`Markdown`, lines: markdown(item, requestId, subject, lines) },
    command,
    logConsole(log),
    ...(trace === null ? [] : [trace]),
  ];
}

/** The request of the current row; null where it has none, or stands for lines of several. */
function requestAtHand({ item }: Pick<LogAtHand, 'item'>): RawText | null {
  return item?.type !== 'event' || isOfSeveralRequests(item) ? null : item.line.requestId;
}

const AROUND_MS = 15 * MINUTE_MS;

/**
 * Reads the request of the current line, or else the log: a past one around that line, or at its end. To follow it
 * would show lines of now.
 */
function logCommand(log: LogAtHand): SafeText {
  const { item, group: name, pattern: filter, untilMs, access } = log;
  const group = safeText(name);
  const pattern = filter && safeText(filter);
  const line = item?.type === 'event' ? item : null;
  const atMs = line?.event.timestampMs ?? null;
  const requestId = requestAtHand(log);
  if (atMs !== null && requestId !== null)
    return requestCommand(access, group, safeText(requestId), around(atMs));
  if (untilMs === null) return tailCommand(access, group, pattern);
  const span = atMs === null ? { fromMs: untilMs - AROUND_MS, toMs: untilMs } : around(atMs);
  return spanCommand(access, group, span, pattern);
}

function around(atMs: EpochMs) {
  return { fromMs: atMs - AROUND_MS, toMs: atMs + AROUND_MS };
}

/** The trace of the line's call, or all traces of its function where it names none. Null without a function. */
export function logTrace({ item, items, functionName, access }: LogAtHand): Copyable | null {
  const block = item?.type === 'event' ? blockOf(item, item.line.requestId, items) : [];
  return traceCopyable(messagesOf(block), access) ?? untracedCopyable(functionName, access);
}

/** The current line as a note; null for none. */
export function logNote({ item, functionName, group }: LogAtHand): Seen | null {
  if (item?.type !== 'event') return null;
  const { timestampMs } = item.event;
  // As printed, without its time: a note has its own.
  const said = partOf(tailText(withEnd(item), functionName ?? group), isoTime(timestampMs).length + 1);
  return { atMs: timestampMs, isOfMinute: false, says: quoted(said) };
}

function messagesOf(block: readonly TailEvent[]): readonly RawText[] {
  return block.map(({ event }) => event.message);
}

/** The log stream in the AWS console from the current line on, or without one the log group. */
export function logConsole({ item, group, access }: LogAtHand): Copyable {
  const region = safeText(access.region);
  const link =
    item?.type === 'event'
      ? logStreamLink(region, safeText(group), safeText(item.event.logStream), item.event.timestampMs)
      : logGroupLink(region, safeText(group));
  return { key: 'o', name: safe`link`, lines: [link] };
}

/**
 * The lines of a request, from the first to the last that name it in its log stream: as invocations follow each other
 * there, lines without an id in between belong to it. Without an id, only the line itself.
 */
function blockOf(
  item: TailEvent,
  requestId: RawText | null,
  items: readonly StoryItem[],
): readonly TailEvent[] {
  if (requestId === null) return [item];
  const stream = unfolded(
    items.filter((each) => each.type === 'event' && each.event.logStream === item.event.logStream),
  ).filter((each) => each.type === 'event');
  const names = ({ event }: TailEvent) => event.message.includes(requestId);
  const block = stream.slice(Math.max(0, stream.findIndex(names)), stream.findLastIndex(names) + 1);
  // A visible line may have been dropped from memory meanwhile.
  return block.length === 0 ? [item] : block;
}

function markdown(
  { event }: TailEvent,
  requestId: RawText | null,
  subject: RawText,
  lines: readonly SafeText[],
): readonly SafeText[] {
  const time = isoTime(event.timestampMs);
  const request = requestId === null ? safe`` : safe`, request ${safeText(requestId)}`;
  return [safe`**${safeText(subject)}** ${time}${request}`, safe``, ...fenced(lines)];
}
