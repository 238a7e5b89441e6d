import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sources } from '../../../src/monitor/sources.ts';
import {
  answerJson,
  answerOf,
  type LoopbackAws,
  patient,
  raw,
  startLoopbackAws,
  stubCredentials,
} from '../loopback-aws.ts';

let loopback: LoopbackAws;
let functions: Sources['functions'];

beforeAll(async () => {
  stubCredentials();
  loopback = await startLoopbackAws();
  functions = loopback.connect().sources.functions;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await loopback.close();
});

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
    return functions.provisionedConcurrency(raw('shop'), null, patient);
  };

  it('says for each alias or version what was asked for, what is there, and how that goes', async () => {
    expect(answerOf(await configs(config)).items).toEqual([
      { qualifier: 'live', requested: 10, allocated: 4, status: 'FAILED', statusReason: 'no capacity' },
    ]);
  });

  it('leaves out what names no qualifier or no count', async () => {
    const nameless = { ...config, FunctionArn: arn };
    const countless = { ...config, RequestedProvisionedConcurrentExecutions: -1 };
    expect(answerOf(await configs(nameless, countless, null)).items).toEqual([]);
  });
});
