import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { LogEvent } from '../../logs/event.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import { askLogPage, type WholeLogPage } from '../calls/whole-log-page.ts';
import type { Result } from '../source-error.ts';
import type { LogSource } from '../sources.ts';

export interface LogQuestion {
  readonly group: RawText;
  readonly range: TimeRange;
  readonly pattern: RawText | null;
  /** Each costs a call. */
  readonly mostPages: number;
  /**
   * From then on only the first page is asked for: where calls are scarce, a part in time is worth more than everything
   * late.
   */
  readonly untilMs?: EpochMs;
}

export interface LogPart {
  readonly events: readonly LogEvent[];
  /** Whether the reading reached the end. */
  readonly isAll: boolean;
}

/** The first pages of a span of a log. A page may be empty and still have a successor. */
export async function readLogPages(
  source: LogSource,
  asking: Asking,
  { group, range, pattern, mostPages, untilMs = Number.POSITIVE_INFINITY }: LogQuestion,
): Promise<Result<LogPart>> {
  const events: LogEvent[] = [];
  let token: RawText | null = null;
  let hasGaps = false;
  for (let page = 1; page <= mostPages; page++) {
    if (page > 1 && asking.clock.now() >= untilMs) break;
    const question = { group, range, pattern, token };
    const answer: Result<WholeLogPage> = await askLogPage(source, asking, question);
    if (!answer.ok) return answer;
    for (const event of answer.value.events) events.push(event);
    hasGaps ||= answer.value.hasGaps;
    token = answer.value.nextToken;
    if (token === null) return { ok: true, value: { events, isAll: !hasGaps } };
  }
  return { ok: true, value: { events, isAll: false } };
}
