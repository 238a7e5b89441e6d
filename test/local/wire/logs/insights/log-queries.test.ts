import { describe, expect, it } from 'vitest';
import { LogQueries } from '../../../../../src/local/wire/logs/insights/log-queries.ts';
import { startedQuery } from '../../../../../src/local/wire/logs/insights/query.ts';
import type { Log, ReadRequest } from '../../../../../src/local/wire/logs/log-group/log.ts';
import { callsQuery, patternsQuery } from '../../../../../src/logs/queries/insights-query.ts';

const NOW_MS = Date.parse('2026-11-20T12:00:00Z');
const MORE_THAN_ONE_READ = 150_000;
const LINE = `REPORT RequestId: 3b241101-e2bb-4255-8caf-4136c566a962\tDuration: 5.00 ms\tBilled Duration: 5 ms\t\n`;

/** A log with a line in each millisecond, and what was read of it. */
function countingLog() {
  const reads: ReadRequest[] = [];
  const log: Log = {
    read: (request) => {
      reads.push(request);
      const first = request.after === null ? 0 : request.after.timestampMs - NOW_MS + 1;
      const count = Math.min(request.limit, MORE_THAN_ONE_READ - first);
      return Array.from({ length: count }, (_, index) => ({
        timestampMs: NOW_MS + first + index,
        ingestionMs: NOW_MS + first + index,
        eventId: String(first + index).padStart(56, '0'),
        logStream: 'a',
        message: LINE,
      }));
    },
    ingested: () => [],
    streams: () => [],
  };
  return { log, reads };
}

function started(queries: LogQueries, id: string, text: string, log: Log, startMs = NOW_MS) {
  const query = startedQuery(text);
  if (query === null) throw new Error(`no query: ${text}`);
  queries.start(id, query, { logGroup: '/aws/lambda/worker', log, startMs, endMs: NOW_MS + 3_600_000 });
}

describe('Logs Insights queries', () => {
  it('read a log once if they ask about the same span at the same time', () => {
    const { log, reads } = countingLog();
    const queries = new LogQueries();
    started(queries, 'calls', callsQuery('text', 5), log);
    started(queries, 'patterns', patternsQuery('text'), log);
    const states = ['calls', 'patterns'].map((id) => queries.resultsOf(id, NOW_MS));
    expect(states.map((query) => query?.status)).toEqual(['Running', 'Complete']);
    expect(queries.resultsOf('calls', NOW_MS)).toMatchObject({
      status: 'Complete',
      scanned: MORE_THAN_ONE_READ,
      matched: MORE_THAN_ONE_READ,
    });
    expect(reads).toHaveLength(2);
  });

  it.each([
    ['another span', NOW_MS - 1, false],
    ['the same span, but later', NOW_MS, true],
  ] as const)('read it apart if one asks about %s', (_what, startMs, isLater) => {
    const { log, reads } = countingLog();
    const queries = new LogQueries();
    started(queries, 'calls', callsQuery('text', 5), log);
    if (isLater) queries.resultsOf('calls', NOW_MS);
    started(queries, 'patterns', patternsQuery('text'), log, startMs);
    for (const id of ['calls', 'calls', 'patterns', 'patterns']) queries.resultsOf(id, NOW_MS);
    expect(queries.resultsOf('patterns', NOW_MS)).toMatchObject({ scanned: MORE_THAN_ONE_READ });
    expect(reads).toHaveLength(4);
  });
});
