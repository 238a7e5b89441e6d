import { GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import type { AsyncDelivery } from '../../lambda/delivery/async-delivery.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { countOf, textOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * Null where none is configured.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html
 */
export async function askAsyncDelivery(
  ask: Ask,
  functionName: RawText,
  signal: AbortSignal,
): Promise<Result<AsyncDelivery | null>> {
  const answer = await ask(
    {
      action: 'lambda:GetFunctionEventInvokeConfig',
      send: (clients, options) =>
        clients
          .of(lambda)
          .send(new GetFunctionEventInvokeConfigCommand({ FunctionName: functionName }), options),
      read: ({ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig }): AsyncDelivery => {
        const eventAgeSeconds = countOf(MaximumEventAgeInSeconds);
        const successDestination = textOf(DestinationConfig?.OnSuccess?.Destination);
        return {
          maximumRetries: countOf(MaximumRetryAttempts),
          maximumEventAgeMs: eventAgeSeconds === null ? null : eventAgeSeconds * 1_000,
          failureDestination: textOf(DestinationConfig?.OnFailure?.Destination),
          ...(successDestination === null ? {} : { successDestination }),
        };
      },
    },
    signal,
  );
  return !answer.ok && answer.error.kind === 'absent' ? { ok: true, value: null } : answer;
}
