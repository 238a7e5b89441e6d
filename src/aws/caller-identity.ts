import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Identity, Result } from '../monitor/sources.ts';
import type { Ask } from './ask.ts';
import { textOf } from './field.ts';

/** Who the credentials are, and when they run out. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function askCallerIdentity(ask: Ask, signal: AbortSignal): Promise<Result<Identity>> {
  return ask(
    {
      action: 'sts:GetCallerIdentity',
      send: async (clients, options) => {
        const caller = await clients.sts().send(new GetCallerIdentityCommand({}), options);
        const { expiration } = await clients.credentials();
        return { caller, expiration };
      },
      read: ({ caller, expiration }) => {
        const accountId = textOf(caller.Account);
        const arn = textOf(caller.Arn);
        if (accountId === null || arn === null) return undefined;
        return { accountId, arn, expiresMs: expiration?.getTime() ?? null };
      },
    },
    signal,
  );
}
