import * as v from 'valibot';
import { invalidParameter } from '../aws-fault.ts';
import { textBetween } from '../input-shapes.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html */
export const stopQuery = operation({
  name: 'StopQuery',
  schema: v.object({ queryId: textBetween(1, 256) }),
  invalid: invalidParameter,
  answer: ({ queryId }, { queries }) =>
    queries.stop(queryId)
      ? { success: true }
      : invalidParameter(`The query ${queryId} has ended and can't be stopped.`),
});
