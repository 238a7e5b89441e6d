import type { WorldAccount, WorldFunction } from '../../world/world.ts';
import { fingerprint } from '../opaque-token.ts';
import { functionArn, type QualifiedFunction } from './function-name.ts';

/** A stand-in for real secrets, so that tests can prove that it is never shown. */
export const FAKE_SECRET = 'not-a-real-password-0000';

/** FunctionConfiguration as lists write it. */
export function listedFunction(
  account: WorldAccount,
  { f, qualifier, version, publishedMs }: QualifiedFunction,
): object {
  return {
    FunctionName: f.name,
    FunctionArn: functionArn(account, f.name, qualifier),
    Runtime: f.runtime,
    Role: `arn:aws:iam::${account.accountId}:role/${f.name}`,
    Handler: 'index.handler',
    CodeSize: 1_048_576,
    Description: f.description,
    Timeout: Math.round(f.timeoutMs / 1_000),
    MemorySize: f.memoryMb,
    LastModified: new Date(publishedMs).toISOString().replace('Z', '+0000'),
    CodeSha256: codeDigest(f, version),
    Version: version,
    Environment: { Variables: { STAGE: 'production', DB_PASSWORD: FAKE_SECRET } },
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: fingerprint([f.name, version]),
    PackageType: 'Zip',
    Architectures: [f.architecture],
    EphemeralStorage: { Size: f.ephemeralStorageMb ?? 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: loggingConfig(f),
    ...(f.kmsKeyArn === undefined ? {} : { KMSKeyArn: f.kmsKeyArn }),
    ...vpcConfig(f),
    ...(f.deadLetterArn === null ? {} : { DeadLetterConfig: { TargetArn: f.deadLetterArn } }),
  };
}

/** Each version has its own code; `$LATEST` has that of the version published last. */
function codeDigest({ name, version: newest }: WorldFunction, version: string): string {
  return Buffer.from(fingerprint([name, version === '$LATEST' ? newest : version])).toString('base64');
}

/** FunctionConfiguration as GetFunctionConfiguration writes it: with the states that lists leave out. */
export function describedFunction(account: WorldAccount, qualified: QualifiedFunction): object {
  return { ...listedFunction(account, qualified), ...stateOf(qualified.f), ...lastUpdate(qualified.f) };
}

function stateOf({ unready }: WorldFunction): object {
  if (unready === undefined) return { State: 'Active' };
  return { State: unready.state, StateReasonCode: unready.code, StateReason: unready.reason };
}

function lastUpdate({ failedUpdate }: WorldFunction): object {
  if (failedUpdate === undefined) return { LastUpdateStatus: 'Successful' };
  return {
    LastUpdateStatus: 'Failed',
    LastUpdateStatusReasonCode: failedUpdate.code,
    LastUpdateStatusReason: failedUpdate.reason,
  };
}

function vpcConfig({ name, vpc }: WorldFunction): object {
  if (vpc === undefined) return {};
  const { vpcId, subnetIds } = vpc;
  return {
    VpcConfig: {
      VpcId: vpcId,
      SubnetIds: subnetIds,
      SecurityGroupIds: [`sg-${fingerprint(name).slice(0, 8)}`],
    },
  };
}

function loggingConfig({ logFormat, logGroup }: WorldFunction): object {
  const levels = logFormat === 'JSON' ? { ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' } : {};
  return { LogFormat: logFormat, ...levels, LogGroup: logGroup };
}
