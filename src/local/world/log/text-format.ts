import type { WorldAccount, WorldFunction } from '../world.ts';
import { type LogFormat, type LoggedInvocation, shownInitHundredths } from './log-format.ts';
import { runtimeBuild } from './runtime-version.ts';
import { textLinesOf } from './text-lines.ts';

/**
 * The text format, with the failure style that Lambda writes today: a timeout is only `Status: timeout` in REPORT.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html
 */
export function textFormat(configuration: WorldFunction, { region }: WorldAccount): LogFormat {
  const { runtime, memoryMb } = configuration;
  return {
    initStart(atMs) {
      const { name, arn } = runtimeBuild(configuration, region, atMs);
      return `INIT_START Runtime Version: ${name}\tRuntime Version ARN: ${arn}\n`;
    },
    initReport: (_, { environment, initEnding }) =>
      `INIT_REPORT Init Duration: ${fixed(environment.initHundredths)} ms\tPhase: init\t${
        initEnding === 'timeout' ? 'Status: timeout' : `Status: error\tError Type: ${initEnding}`
      }\n`,
    start: (_, { requestId, environment }) =>
      `START RequestId: ${requestId} Version: ${environment.fleet.version}\n`,
    application: textLinesOf(runtime),
    end: ({ requestId }) => `END RequestId: ${requestId}\n`,
    report: (_, invocation) => reportLine(invocation, memoryMb),
  };
}

function reportLine(invocation: LoggedInvocation, memoryMb: number): string {
  const { requestId, durationHundredths, memoryUsedMb } = invocation;
  const initHundredths = shownInitHundredths(invocation);
  const billedMs = Math.ceil((durationHundredths + initHundredths) / 100);
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${fixed(durationHundredths)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${memoryUsedMb} MB`,
    ...(initHundredths > 0 ? [`Init Duration: ${fixed(initHundredths)} ms`] : []),
    `${statusOf(invocation)}\n`,
  ].join('\t');
}

function statusOf({ ending, initEnding }: LoggedInvocation): string {
  switch (ending) {
    case 'success':
    case 'exception':
      return '';
    case 'timeout':
      return 'Status: timeout';
    case 'out-of-memory':
      return 'Status: error\tError Type: Runtime.OutOfMemory';
    case 'exit':
      return 'Status: error\tError Type: Runtime.ExitError';
    case 'init-error':
      return `Status: error\tError Type: ${initEnding}`;
  }
}

function fixed(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
