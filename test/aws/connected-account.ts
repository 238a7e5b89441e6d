import { vi } from 'vitest';
import type { AwsConnection } from '../../src/aws/connect.ts';
import { type LocalAccount, localAccount } from '../commands/local-account.ts';
import { connectLocalAws } from './local-connection.ts';
import { stubCredentials } from './loopback-aws.ts';

/** The demo's account without quotas, and a connection to it. */
export interface ConnectedAccount {
  readonly account: LocalAccount;
  readonly aws: AwsConnection;
  close(): Promise<void>;
}

export async function connectedAccount(): Promise<ConnectedAccount> {
  stubCredentials();
  const account = await localAccount(1, { quotas: false });
  const aws = connectLocalAws(account.url);
  return {
    account,
    aws,
    async close() {
      aws.close();
      await account.close();
      vi.unstubAllEnvs();
    },
  };
}
