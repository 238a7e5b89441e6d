import type { EpochMs } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { LogAnswer, LogPageQuestion } from '../../monitor/log-page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Fact } from '../fact.ts';
import type { FactMemory } from '../fact-memory.ts';
import { createGoneLines } from './gone-lines.ts';

/** The destination of facts, and what is already known. */
export interface NoteTaking {
  /** Account time. */
  readonly now: () => EpochMs;
  readonly memory: FactMemory;
  readonly write: (facts: readonly Fact[]) => void;
}

type LogNotes = (question: LogPageQuestion, answer: Result<LogAnswer>) => Result<LogAnswer>;

/** Notes the pages of logs: their events, what they left out, and the span that was read. */
export function logNotes({ now, memory, write }: NoteTaking): LogNotes {
  const goneLines = createGoneLines();
  return (question, answer) => {
    if (!answer.ok) {
      write([{ fact: 'error', atMs: now(), what: 'log', of: question.group, error: answer.error }]);
      return answer;
    }
    const { value } = answer;
    const parts = notedParts(question, value, value.parts ?? [{ ok: true, value: value.items }]);
    if (value.parts === undefined) {
      for (const _ of parts);
      return answer;
    }
    return {
      ok: true,
      value: {
        nextToken: value.nextToken,
        leftOut: value.leftOut ?? [],
        parts,
        get items() {
          return [...parts].flatMap((part) => (part.ok ? part.value : []));
        },
      },
    };
  };

  function notedParts(
    question: LogPageQuestion,
    { nextToken, leftOut }: LogAnswer,
    parts: NonNullable<LogAnswer['parts']>,
  ): NonNullable<LogAnswer['parts']> {
    const beganMs = now();
    return {
      *[Symbol.iterator]() {
        const page = goneLines.open(question);
        let readToMs: EpochMs | undefined;
        for (const part of parts) {
          if (part.ok) {
            const facts = eventFacts(question, part.value, memory, now());
            const newCount = facts.filter(({ fact }) => fact === 'event').length;
            page.take(part.value, part.value.length - newCount);
            write(facts);
            readToMs = part.value.at(-1)?.timestampMs ?? readToMs;
          } else write([{ fact: 'error', atMs: now(), what: 'log', of: question.group, error: part.error }]);
          yield part;
          if (!part.ok) return;
        }
        const isGone = page.close(nextToken);
        write([
          ...leftOutFacts(question, leftOut, memory, now()),
          ...(isGone
            ? [{ fact: 'gone', atMs: now(), group: question.group, beforeMs: beganMs } as const]
            : []),
          ...readFacts(question, nextToken, readToMs, now()),
        ]);
      },
    };
  }
}

/**
 * New events, and which of them the pattern matched. Before a page that reaches further back than any other, its start
 * is written, so that a truncated page counts as a span that was not read to its end.
 */
function eventFacts(
  { group, range: { startMs }, pattern }: LogPageQuestion,
  items: readonly LogEvent[],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const facts: Fact[] = memory.begins(group, pattern, startMs)
    ? [{ fact: 'read', atMs, group, pattern, startMs, endMs: startMs, isPart: true }]
    : [];
  for (const event of items)
    if (memory.meets(event.eventId, null)) facts.push({ fact: 'event', atMs, group, ...event });
  if (pattern === null) return facts;
  const eventIds = items.map(({ eventId }) => eventId).filter((eventId) => memory.meets(eventId, pattern));
  return eventIds.length > 0 ? [...facts, { fact: 'match', atMs, group, pattern, eventIds }] : facts;
}

/** The left-out items that a playback has to count as well. */
function leftOutFacts(
  { group, range: { startMs, endMs } }: LogPageQuestion,
  leftOut: LogAnswer['leftOut'] = [],
  memory: FactMemory,
  atMs: EpochMs,
): readonly Fact[] {
  const names = leftOut.filter((name) => memory.leavesOut(group, name));
  if (names.length === 0) return [];
  return [{ fact: 'leftOut', atMs, group, startMs, endMs: Math.min(endMs, atMs), names }];
}

/** The span that was read, written last: where it is present, all its events are. */
function readFacts(
  { group, range: { startMs, endMs }, pattern }: LogPageQuestion,
  nextToken: RawText | null,
  lastMs: EpochMs | undefined,
  atMs: EpochMs,
): readonly Fact[] {
  const readToMs = nextToken === null ? Math.min(endMs, atMs) : lastMs;
  if (readToMs === undefined) return [];
  const isPart = nextToken === null ? {} : ({ isPart: true } as const);
  return [{ fact: 'read', atMs, group, pattern, startMs, endMs: readToMs, ...isPart }];
}
