import * as v from 'valibot';
import { AwsFault, invalidParameter } from '../aws-fault.ts';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';

const NO_SUCH_QUERY = new AwsFault({
  code: 'ResourceNotFoundException',
  message: 'The specified query does not exist.',
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
export const getQueryResults = operation({
  name: 'GetQueryResults',
  schema: v.object({ queryId: textBetween(1, 256) }),
  invalid: invalidParameter,
  answer: ({ queryId }, { queries }, nowMs) => {
    const query = queries.resultsOf(queryId, nowMs);
    if (query === null) return NO_SUCH_QUERY;
    const { status, rows, matched, scanned, bytesScanned } = query;
    return {
      status,
      results: rows.map((row) => row.map(([field, value]) => ({ field, value }))),
      statistics: { recordsMatched: matched, recordsScanned: scanned, bytesScanned },
    };
  },
});
