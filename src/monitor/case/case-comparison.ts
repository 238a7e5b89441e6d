import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS, type TimeRange } from '../../lambda/time.ts';
import {
  type ComparedLog,
  comparedLog,
  type LogComparison,
  type LogSpan,
} from '../../logs/comparison/log-comparison.ts';
import type { PatternChange } from '../../logs/comparison/pattern-changes.ts';
import { searchableWords } from '../../logs/queries/searchable-words.ts';
import type { Asking } from '../calls/asking.ts';
import type { Result, SourceError } from '../source-error.ts';
import type { LogSource } from '../sources.ts';
import { APART_MS, type ComparedSpans } from './compared-spans.ts';
import { readLogPages } from './log-pages.ts';

/** Each page is a call of up to 10,000 events or 1 MB: the beginning of a span is as telling as all of it. */
const PAGES_OF_A_SPAN = 2;
const PAGES_OF_A_SEARCH = 2;
/** New patterns whose first line is looked for. */
const MOST_SEARCHED = 2;
/** A search is a call or two, and dates the onset to the second: it may begin this much later than further pages. */
const LATER_MS = 4 * SECOND_MS;

export interface ReadComparison extends LogComparison {
  /** Why the earlier span could not be read; null where it was, even if it holds no line. */
  readonly beforeError: SourceError | null;
}

/** Reads two spans of a log and compares them; null where the log has no lines of the time that hurts. */
export async function readComparison(
  source: LogSource,
  asking: Asking,
  { logGroup }: FunctionConfiguration,
  {
    spans,
    untilMs = Number.POSITIVE_INFINITY,
  }: { readonly spans: ComparedSpans; readonly untilMs?: EpochMs },
): Promise<Result<ReadComparison | null>> {
  const spanOf = async ({ startMs, endMs }: TimeRange): Promise<Result<LogSpan>> => {
    const question = {
      group: logGroup,
      range: { startMs, endMs },
      pattern: null,
      mostPages: PAGES_OF_A_SPAN,
      untilMs,
    };
    const answer = await readLogPages(source, asking, question);
    if (!answer.ok) return answer;
    const { events, isAll } = answer.value;
    const last = events.at(-1)?.timestampMs ?? endMs;
    return { ok: true, value: { fromMs: startMs, toMs: isAll ? endMs : last, events } };
  };
  const nowOrEarlier = async () => {
    const span = await spanOf(spans.now);
    const earlier = earlierSpan(spans);
    const mayAsk = earlier !== null && asking.clock.now() < untilMs;
    return mayAsk && span.ok && span.value.events.length === 0 ? spanOf(earlier) : span;
  };
  const [now, before] = await Promise.all([nowOrEarlier(), spanOf(spans.before)]);
  if (!now.ok) return now;
  if (now.value.events.length === 0) return { ok: true, value: null };
  const compared = comparedLog(now.value, before.ok && before.value.events.length > 0 ? before.value : null);
  const { patterns } = compared.comparison;
  // The first line of a pattern is the least important part of a report.
  const mostSearched = asking.clock.now() < untilMs + LATER_MS ? MOST_SEARCHED : 0;
  const sought = patterns.filter(({ isNew }) => isNew).slice(0, mostSearched);
  const found = await Promise.all(
    sought.map((change) => firstOf(source, asking, change, { group: logGroup, spans, isOf: compared.isOf })),
  );
  return {
    ok: true,
    value: {
      ...compared.comparison,
      beforeError: before.ok ? null : before.error,
      patterns: patterns.map((change) => found.find((each) => each?.id === change.id) ?? change),
    },
  };
}

/** Beyond this lateness no reader looks for a line any more. */
const LATE_MS = 5 * MINUTE_MS;

/**
 * Where lines come minutes late, the newest minutes are still empty; null where the earlier minutes are from before the
 * trouble.
 */
function earlierSpan({ now, before }: ComparedSpans): TimeRange | null {
  const startMs = Math.max(now.startMs - LATE_MS, before.endMs + APART_MS);
  return startMs >= now.startMs ? null : { startMs, endMs: startMs + now.endMs - now.startMs };
}

/** Where the first line of a pattern may be, and how to recognise it. */
interface Searched extends Pick<ComparedLog, 'isOf'> {
  readonly group: FunctionConfiguration['logGroup'];
  readonly spans: ComparedSpans;
}

/** The change with the first line of its pattern, where CloudWatch finds one between the two spans. */
async function firstOf(
  source: LogSource,
  asking: Asking,
  change: PatternChange,
  { group, spans, isOf }: Searched,
): Promise<PatternChange | null> {
  const pattern = searchableWords(change.wording);
  if (pattern === null) return null;
  const range = { startMs: spans.before.endMs, endMs: spans.now.endMs };
  const answer = await readLogPages(source, asking, { group, range, pattern, mostPages: PAGES_OF_A_SEARCH });
  if (!answer.ok) return null;
  const first = answer.value.events.find((event) => isOf(change.id, event));
  return first === undefined ? null : { ...change, firstMs: first.timestampMs, isFirstKnown: true };
}
