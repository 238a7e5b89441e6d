import type { EpochMs } from '../../../lambda/time.ts';
import type { WorldAccount, WorldFunction } from '../world.ts';
import { jsonLinesOf } from './json-lines.ts';
import { type LogFormat, type LoggedInvocation, shownInitHundredths } from './log-format.ts';
import { runtimeBuild } from './runtime-version.ts';

const BYTES_PER_MB = 1_048_576;

/**
 * The JSON format at the default system log level, INFO: an invocation that succeeded has `platform.start` and
 * `platform.report`, and nothing between them but what its code wrote.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function jsonFormat(configuration: WorldFunction, { region, accountId }: WorldAccount): LogFormat {
  const { name, runtime, memoryMb } = configuration;
  const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  return {
    initStart(atMs, { environment }) {
      const build = runtimeBuild(configuration, region, atMs);
      return platformEvent(atMs, 'platform.initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: build.name,
        runtimeVersionArn: build.arn,
        functionName: name,
        functionVersion: environment.fleet.version,
        instanceId: environment.logStream,
        instanceMaxMemory: memoryMb * BYTES_PER_MB,
      });
    },
    initReport: (atMs, { environment, initEnding }) =>
      platformEvent(atMs, 'platform.initReport', {
        initializationType: 'on-demand',
        phase: 'init',
        ...(initEnding === 'timeout' ? { status: 'timeout' } : { status: 'error', errorType: initEnding }),
        metrics: { durationMs: environment.initHundredths / 100 },
      }),
    start: (atMs, { requestId, environment }) =>
      platformEvent(atMs, 'platform.start', { requestId, functionArn, version: environment.fleet.version }),
    application: jsonLinesOf(runtime),
    end: () => null,
    report: (atMs, invocation) => platformEvent(atMs, 'platform.report', reportRecord(invocation, memoryMb)),
  };
}

function reportRecord(invocation: LoggedInvocation, memoryMb: number): object {
  const { requestId, durationHundredths, memoryUsedMb } = invocation;
  const initHundredths = shownInitHundredths(invocation);
  return {
    requestId,
    metrics: {
      durationMs: durationHundredths / 100,
      billedDurationMs: Math.ceil((durationHundredths + initHundredths) / 100),
      memorySizeMB: memoryMb,
      maxMemoryUsedMB: memoryUsedMb,
      ...(initHundredths > 0 ? { initDurationMs: initHundredths / 100 } : {}),
    },
    ...statusOf(invocation),
  };
}

function statusOf({ ending, initEnding }: LoggedInvocation): object {
  switch (ending) {
    case 'success':
    // The runtime caught it and lives on, so for the service nothing failed.
    // https://github.com/aws-samples/aws-lambda-extensions/issues/85
    case 'exception':
      return { status: 'success' };
    case 'timeout':
      return { status: 'timeout' };
    case 'out-of-memory':
      return { status: 'error', errorType: 'Runtime.OutOfMemory' };
    case 'exit':
      return { status: 'error', errorType: 'Runtime.ExitError' };
    case 'init-error':
      return { status: 'error', errorType: initEnding };
  }
}

/** Platform events carry `time`, what the code writes carries `timestamp`. */
function platformEvent(atMs: EpochMs, type: string, record: object): string {
  return JSON.stringify({ time: new Date(atMs).toISOString(), type, record });
}
