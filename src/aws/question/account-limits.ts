import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import type { AccountLimits } from '../../lambda/function/function.ts';
import type { Result } from '../../monitor/source-error.ts';
import { countOf } from '../answer/field.ts';
import { lambda } from '../client/lambda.ts';
import type { Ask } from '../connection/ask.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export function askAccountLimits(ask: Ask, signal: AbortSignal): Promise<Result<AccountLimits>> {
  return ask(
    {
      action: 'lambda:GetAccountSettings',
      send: (clients, options) => clients.of(lambda).send(new GetAccountSettingsCommand({}), options),
      read: ({ AccountLimit }) => {
        const concurrency = countOf(AccountLimit?.ConcurrentExecutions);
        const unreservedConcurrency = countOf(AccountLimit?.UnreservedConcurrentExecutions);
        if (concurrency === null || unreservedConcurrency === null) return undefined;
        return { concurrency, unreservedConcurrency };
      },
    },
    signal,
  );
}
