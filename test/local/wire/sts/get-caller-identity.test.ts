import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { startLocal } from '../local-client.ts';

describe('GetCallerIdentity', () => {
  it('says who is calling', async () => {
    const { sts } = await startLocal();
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/OnCallRead/demo',
    });
  });
});
