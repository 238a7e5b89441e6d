import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/** Null when none is reserved. @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export function askReservedConcurrency(
  ask: Ask,
  functionName: RawText,
  signal: AbortSignal,
): Promise<Result<number | null>> {
  return ask(
    {
      action: 'lambda:GetFunctionConcurrency',
      send: (clients, options) =>
        clients.of(lambda).send(new GetFunctionConcurrencyCommand({ FunctionName: functionName }), options),
      // AWS answers an empty object for "none reserved".
      read: ({ ReservedConcurrentExecutions: reserved }) =>
        reserved === undefined ? null : (countOf(reserved) ?? undefined),
    },
    signal,
  );
}
