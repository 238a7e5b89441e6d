import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Identity, Result } from '../../monitor/sources.ts';
import { numberOf, textOf } from '../answer/field.ts';
import { sts } from '../client/sts.ts';
import type { Ask } from '../connection/ask.ts';

/**
 * Who the credentials are, and when they run out.
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
            const output = await next(input);
            clockSkewMs = skewOf(output.response, Date.now());
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
        // What can't be read as a time says nothing of when the credentials run out.
        const expiresMs = numberOf(expiration?.getTime());
        return { accountId, arn, expiresMs, ...(clockSkewMs === null ? {} : { clockSkewMs }) };
      },
    },
    signal,
  );
}

/** How much the clock of whoever answered is ahead of `wallMs`. Its Date header has left out half a second on average. */
function skewOf(response: unknown, wallMs: number): number | null {
  const { headers } = Object(response) as { readonly headers?: Readonly<Record<string, string>> };
  const serverMs = Date.parse(headers?.['date'] ?? '');
  return Number.isNaN(serverMs) ? null : serverMs + 500 - wallMs;
}
