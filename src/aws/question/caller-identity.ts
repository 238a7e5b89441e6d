import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Result } from '../../monitor/source-error.ts';
import type { Identity } from '../../monitor/sources.ts';
import { clockSkew } from '../answer/clock-skew.ts';
import { numberOf, textOf } from '../answer/field.ts';
import { sts } from '../client/sts.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * The identity of the credentials, and their expiry.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function askCallerIdentity(ask: Ask, signal: AbortSignal): Promise<Result<Identity>> {
  return ask(
    {
      action: 'sts:GetCallerIdentity',
      send: async (clients, options) => {
        const command = new GetCallerIdentityCommand({});
        let clockSkewMs: number | null = null;
        command.middlewareStack.add(
          (next) => async (input) => {
            const sentMs = Date.now();
            const output = await next(input);
            clockSkewMs = clockSkew(dateOf(output.response), { sentMs, receivedMs: Date.now() });
            return output;
          },
          { step: 'deserialize', priority: 'low', name: 'lmonClockSkew' },
        );
        const caller = await clients.of(sts).send(command, options);
        const { expiration } = await clients.credentials();
        return { caller, expiration, clockSkewMs };
      },
      read: ({ caller, expiration, clockSkewMs }) => {
        const accountId = textOf(caller.Account);
        const arn = textOf(caller.Arn);
        if (accountId === null || arn === null) return undefined;
        // An unreadable time tells no expiry.
        const expiresMs = numberOf(expiration?.getTime());
        return { accountId, arn, expiresMs, ...(clockSkewMs === null ? {} : { clockSkewMs }) };
      },
    },
    signal,
  );
}

function dateOf(response: unknown): string | undefined {
  const { headers } = Object(response) as { readonly headers?: Readonly<Record<string, string>> };
  return headers?.['date'];
}
