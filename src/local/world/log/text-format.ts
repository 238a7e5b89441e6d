import type { WorldAccount, WorldFunction } from '../world.ts';
import { INIT_ERROR_TYPE, type LogFormat, type LoggedInvocation } from './log-format.ts';
import type { StoryLine } from './log-story.ts';
import { runtimeVersionArn, runtimeVersionName } from './runtime-version.ts';

type ApplicationFormat = LogFormat['application'];

/**
 * The text format, with the failure style that Lambda writes today: a timeout is only `Status: timeout` in REPORT.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html
 */
export function textFormat(configuration: WorldFunction, { region }: WorldAccount): LogFormat {
  const { runtime, memoryMb } = configuration;
  const initStart = `INIT_START Runtime Version: ${runtimeVersionName(runtime)}\tRuntime Version ARN: ${runtimeVersionArn(runtime, region)}\n`;
  return {
    initStart: () => initStart,
    initReport: (_, { environment }) =>
      `INIT_REPORT Init Duration: ${fixed(environment.initHundredths)} ms\tPhase: init\tStatus: error\tError Type: ${INIT_ERROR_TYPE}\n`,
    start: (_, { requestId, environment }) =>
      `START RequestId: ${requestId} Version: ${environment.fleet.version}\n`,
    application: applicationFormatOf(runtime),
    end: ({ requestId }) => `END RequestId: ${requestId}\n`,
    report: (_, invocation) => reportLine(invocation, memoryMb),
  };
}

function reportLine(invocation: LoggedInvocation, memoryMb: number): string {
  const { requestId, durationHundredths, memoryUsedMb, isCold, environment } = invocation;
  const initHundredths = isCold ? environment.initHundredths : 0;
  const billedMs = Math.ceil((durationHundredths + initHundredths) / 100);
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${fixed(durationHundredths)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${memoryMb} MB`,
    `Max Memory Used: ${memoryUsedMb} MB`,
    ...(isCold ? [`Init Duration: ${fixed(initHundredths)} ms`] : []),
    `${statusOf(invocation)}\n`,
  ].join('\t');
}

function statusOf({ ending }: LoggedInvocation): string {
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
      return `Status: error\tError Type: ${INIT_ERROR_TYPE}`;
  }
}

function applicationFormatOf(runtime: string): ApplicationFormat {
  if (runtime.startsWith('python')) return pythonLine;
  if (runtime.startsWith('java')) return javaLine;
  return nodeLine;
}

const nodeLine: ApplicationFormat = (atMs, requestId, line) => {
  const prefix = `${new Date(atMs).toISOString()}\t${requestId ?? 'undefined'}\t${line.level}\t`;
  if (line.exception === undefined) return `${prefix}${line.message}${fieldsOf(line)}\n`;
  const { type, message, frames } = line.exception;
  const stack = [`${type}: ${message}`, ...frames];
  return `${prefix}Invoke Error \t${JSON.stringify({ errorType: type, errorMessage: message, stack })}\n`;
};

const pythonLine: ApplicationFormat = (atMs, requestId, line) => {
  if (line.exception !== undefined) {
    const { type, message, frames } = line.exception;
    return [`[ERROR] ${type}: ${message}`, 'Traceback (most recent call last):', ...frames].join('\n');
  }
  const level = line.level === 'WARN' ? 'WARNING' : line.level;
  return `[${level}]\t${new Date(atMs).toISOString()}\t${requestId ?? ''}\t${line.message}${fieldsOf(line)}\n`;
};

const javaLine: ApplicationFormat = (atMs, requestId, line) => {
  if (line.exception !== undefined) {
    const { type, message, frames } = line.exception;
    return [`${message}: ${type}`, `${type}: ${message}`, ...frames, ''].join('\n');
  }
  const time = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  return `${time} ${requestId ?? '-'} ${line.level.padEnd(5)} ${line.message}${fieldsOf(line)}\n`;
};

function fieldsOf({ fields }: StoryLine): string {
  if (fields === undefined) return '';
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${value}`)
    .join('');
}

function fixed(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
