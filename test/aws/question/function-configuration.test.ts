import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

const checkout = {
  FunctionName: 'checkout',
  FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
  Runtime: 'nodejs22.x',
  Architectures: ['arm64'],
  MemorySize: 512,
  Timeout: 30,
  Version: '$LATEST',
  LastModified: '2026-11-24T03:00:00.000+0000',
  LoggingConfig: { LogFormat: 'JSON', LogGroup: '/shared/shop' },
  DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' },
  EphemeralStorage: { Size: 2_048 },
  KMSKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1',
  VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
  FileSystemConfigs: [
    { Arn: 'arn:aws:elasticfilesystem:eu-west-1:1:access-point/1', LocalMountPath: '/mnt/a' },
  ],
  SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' },
  State: 'Active',
  LastUpdateStatus: 'Failed',
  LastUpdateStatusReasonCode: 'InvalidSubnet',
  LastUpdateStatusReason: 'no such subnet',
  Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } },
};

describe('a function configuration', () => {
  const configuration = async (answer: unknown) => {
    loopback.respond = answerJson(answer);
    return loopback.sources.functions.configuration(raw('checkout'), patient);
  };

  it('holds what Lambda says about the function', async () => {
    expect(answerOf(await configuration(checkout))).toEqual({
      name: 'checkout',
      arn: checkout.FunctionArn,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: Date.parse(checkout.LastModified),
      logGroup: '/shared/shop',
      logFormat: 'json',
      deadLetterTarget: checkout.DeadLetterConfig.TargetArn,
      setup: {
        ephemeralStorageMb: 2_048,
        kmsKeyArn: checkout.KMSKeyArn,
        vpc: { vpcId: 'vpc-1', subnets: 2, securityGroups: 1 },
        fileSystems: 1,
        startsFromSnapshot: true,
        state: { status: 'Active', reasonCode: null, reason: null },
        lastUpdate: { status: 'Failed', reasonCode: 'InvalidSubnet', reason: 'no such subnet' },
      },
    });
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/checkout/configuration');
  });

  it('never holds an environment variable', async () => {
    expect(JSON.stringify(await configuration(checkout))).not.toContain('hunter2');
  });

  it("uses Lambda's own defaults", async () => {
    const { FunctionName, FunctionArn } = checkout;
    expect(answerOf(await configuration({ FunctionName, FunctionArn }))).toEqual({
      name: 'checkout',
      arn: FunctionArn,
      runtime: null,
      architecture: null,
      memoryMb: 128,
      timeoutMs: 3_000,
      version: '$LATEST',
      lastModifiedMs: null,
      logGroup: '/aws/lambda/checkout',
      logFormat: 'text',
      deadLetterTarget: null,
      setup: {
        ephemeralStorageMb: 512,
        kmsKeyArn: null,
        vpc: null,
        fileSystems: 0,
        startsFromSnapshot: false,
        state: null,
        lastUpdate: null,
      },
    });
  });

  it.each(['FunctionName', 'FunctionArn'])('without a %s is unreadable', async (field) => {
    expect(errorOf(await configuration({ ...checkout, [field]: undefined })).kind).toBe('malformed');
  });

  it.each([
    ['a name of more than 64 characters', { FunctionName: 'n'.repeat(65) }],
    ['an ARN of more than 256 characters', { FunctionArn: `${checkout.FunctionArn}:${'v'.repeat(256)}` }],
  ])('with %s is unreadable', async (_what, field) => {
    expect(errorOf(await configuration({ ...checkout, ...field })).kind).toBe('malformed');
  });

  it.each([-128, 0, 0.5, 1e300, '512', null])('with a memory of %j has the default', async (MemorySize) => {
    expect(answerOf(await configuration({ ...checkout, MemorySize })).memoryMb).toBe(128);
  });

  it.each([-30, 0, 2.5, 901, 1e300])('with a timeout of %j has the default', async (Timeout) => {
    expect(answerOf(await configuration({ ...checkout, Timeout })).timeoutMs).toBe(3_000);
  });

  it('of a function that does not exist is absent', async () => {
    loopback.respond = answerJson({ Type: 'User', Message: 'Function not found' }, 404, {
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    expect(errorOf(await loopback.sources.functions.configuration(raw('gone'), patient))).toMatchObject({
      kind: 'absent',
      action: 'lambda:GetFunctionConfiguration',
      name: 'ResourceNotFoundException',
      message: 'Function not found',
    });
  });
});
