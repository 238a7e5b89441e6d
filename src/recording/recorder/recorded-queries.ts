import type { LogQueryAnswer } from '../../lambda/log-query.ts';
import type { TimeRange } from '../../lambda/time.ts';
import type { LogQuerySource } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import { type QueryFact, queryName } from '../fact.ts';
import type { Notebook } from './notebook.ts';

/** Records the results of queries, without the polling for them. */
export function notedQueries(queries: LogQuerySource, notebook: Notebook): LogQuerySource {
  const asked = new Map<RawText, { readonly name: string; readonly range: TimeRange }>();
  return {
    async size(group, signal) {
      const answer = await queries.size(group, signal);
      if (!signal.aborted) notebook.known('logGroupSize', group, answer);
      return answer;
    },
    async start(group, query, range, signal) {
      const answer = await queries.start(group, query, range, signal);
      if (answer.ok) asked.set(answer.value, { name: queryName(group, query), range });
      else if (!signal.aborted) notebook.known('logQuery', queryName(group, query), answer);
      return answer;
    },
    async results(queryId, signal) {
      const answer = await queries.results(queryId, signal);
      const question = asked.get(queryId);
      if (signal.aborted || question === undefined || (answer.ok && answer.value.status !== 'complete'))
        return answer;
      // An answer that failed is asked for again under the same id.
      if (answer.ok) asked.delete(queryId);
      notebook.known(
        'logQuery',
        question.name,
        answer.ok ? { ok: true, value: factOf(answer.value, question.range) } : answer,
      );
      return answer;
    },
    async stop(queryId, signal) {
      asked.delete(queryId);
      return queries.stop(queryId, signal);
    },
  };
}

function factOf({ rows, scannedBytes }: LogQueryAnswer, { startMs, endMs }: TimeRange): QueryFact {
  return { startMs, endMs, scannedBytes, rows: rows.map((row) => [...row]) };
}
