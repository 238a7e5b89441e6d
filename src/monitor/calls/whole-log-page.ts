import type { LogEvent } from '../../logs/event.ts';
import { inOnePart, type LogAnswer, type LogPageQuestion } from '../log-page.ts';
import type { Result } from '../source-error.ts';
import type { LogSource } from '../sources.ts';
import { type Asking, ask } from './asking.ts';

/** A page that was read completely. */
export interface WholeLogPage extends Pick<LogAnswer, 'nextToken'> {
  readonly events: readonly LogEvent[];
  /** Whether the source could not see all of it. */
  readonly hasGaps: boolean;
}

/**
 * One page, or the error that kept any part of it from being read: the parts before that error must not pass for all of
 * it.
 */
export function askLogPage(
  source: LogSource,
  asking: Asking,
  question: LogPageQuestion,
): Promise<Result<WholeLogPage>> {
  return ask(asking, 'logs:FilterLogEvents', async (signal) => {
    const answer = await source.page(question, signal);
    if (!answer.ok) return answer;
    const events = inOnePart(answer.value);
    if (!events.ok) return events;
    const { nextToken, gaps = [], isPart = false, leftOut = [] } = answer.value;
    const hasGaps = isPart || gaps.length > 0 || leftOut.length > 0;
    return { ok: true, value: { events: events.value, nextToken, hasGaps } };
  });
}

/** CloudWatch answers without events where one slice of the span holds none; this many of them are passed over. */
const MOST_EMPTY_PAGES = 4;

/** The first page that holds events, as {@link askLogPage} reads it: an empty one may still have a successor. */
export async function askFirstEvents(
  source: LogSource,
  asking: Asking,
  question: LogPageQuestion,
): Promise<Result<WholeLogPage>> {
  let { token } = question;
  let hasGaps = false;
  for (let passed = 0; ; passed++) {
    const answer = await askLogPage(source, asking, { ...question, token });
    if (!answer.ok) return answer;
    const { events, nextToken } = answer.value;
    hasGaps ||= answer.value.hasGaps;
    if (events.length > 0 || nextToken === null || passed === MOST_EMPTY_PAGES) {
      return { ok: true, value: { events, nextToken, hasGaps } };
    }
    token = nextToken;
  }
}
