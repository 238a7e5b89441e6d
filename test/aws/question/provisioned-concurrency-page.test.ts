import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('the provisioned concurrency of a function', () => {
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:shop';
  const config = {
    FunctionArn: `${arn}:live`,
    RequestedProvisionedConcurrentExecutions: 10,
    AllocatedProvisionedConcurrentExecutions: 4,
    Status: 'FAILED',
    StatusReason: 'no capacity',
  };
  const configs = async (...ProvisionedConcurrencyConfigs: unknown[]) => {
    loopback.respond = answerJson({ ProvisionedConcurrencyConfigs });
    return loopback.sources.functions.provisionedConcurrency(raw('shop'), null, patient);
  };

  it('has for each alias or version what was requested, what is there, and its status', async () => {
    expect(answerOf(await configs(config)).items).toEqual([
      { qualifier: 'live', requested: 10, allocated: 4, status: 'FAILED', statusReason: 'no capacity' },
    ]);
  });

  it('leaves out what has no qualifier or no count', async () => {
    const nameless = { ...config, FunctionArn: arn };
    const countless = { ...config, RequestedProvisionedConcurrentExecutions: -1 };
    expect(answerOf(await configs(nameless, countless, null)).items).toEqual([]);
  });
});
