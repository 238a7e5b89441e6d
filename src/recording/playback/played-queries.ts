import type { LogGroupSize, LogQueryAnswer } from '../../lambda/log-query.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { LogQuerySource } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import { type QueryFact, queryName } from '../fact.ts';

/** Answers queries with the recorded result of the same question, over the recorded span. */
export function playedQueries(
  sizeOf: (group: RawText, signal: AbortSignal) => Promise<Result<LogGroupSize | null>>,
  answerTo: (name: string, signal: AbortSignal) => Promise<Result<QueryFact>>,
): LogQuerySource {
  return {
    size: sizeOf,
    // The question serves as its own id.
    start: async (group, query) => ({ ok: true, value: queryName(group, query) as RawText }),
    async results(queryId, signal) {
      const answer = await answerTo(queryId, signal);
      return answer.ok ? { ok: true, value: played(answer.value) } : answer;
    },
    stop: async () => ({ ok: true, value: null }),
  };
}

function played({ startMs, endMs, scannedBytes, rows }: QueryFact): LogQueryAnswer {
  return {
    status: 'complete',
    rows: rows.map((row) => new Map(row)),
    scannedBytes,
    span: { startMs, endMs },
  };
}
