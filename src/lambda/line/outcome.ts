import type { LogLine } from './shape/log-line-shape.ts';
import { isFailed, type Report } from './shape/report.ts';

/**
 * How an invocation ended, by what Lambda and the runtime say of it, never by words of the code: logs of today no
 * longer say "Task timed out".
 *
 * | outcome     | means                                                                    |
 * | ----------- | ------------------------------------------------------------------------ |
 * | ok          | nothing says that it failed                                              |
 * | timeout     | it ran longer than it may                                                |
 * | outOfMemory | it needed more memory than it has                                        |
 * | crash       | its process exited                                                       |
 * | initFailure | its code could not be loaded, or its environment did not start           |
 * | error       | its handler failed                                                       |
 */
export type Outcome = 'ok' | 'timeout' | 'outOfMemory' | 'crash' | 'initFailure' | 'error';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
const INIT_FAILURE =
  /^(?:Runtime\.(?:ImportModuleError|HandlerNotFound|MalformedHandlerName|UserCodeSyntaxError|InvalidEntrypoint|BadFunctionCode|CreateFolderFailed|InitError)|Extension\.\w+|Sandbox\.(?:InitFailed|InitTimeout))/;

/**
 * The outcome of an invocation, or of the init of its environment, according to one line; null if the line has none.
 */
export function outcomeOf(line: LogLine): Outcome | null {
  const { kind, report, errorType, level, isUncaught, text } = line;
  if (report !== null) {
    if (report.status === 'timeout') return 'timeout';
    if (isFailed(report.status)) return outcomeOfType(errorType, hadNoMemoryLeft(report));
    return report.status === null ? null : 'ok';
  }
  if (kind === 'failure') return outcomeOfType(errorType, text.includes('signal: killed'));
  if ((kind === 'init' || kind === 'restore') && level === 'ERROR') return 'initFailure';
  return isUncaught ? outcomeOfType(errorType, false) : null;
}

/** The outcome of an invocation according to all of its lines, the REPORT among them. */
export function outcomeOfAll(lines: readonly LogLine[]): Outcome {
  return outcomeOfTold(lines.flatMap((line) => outcomeOf(line) ?? []));
}

/** The outcome of an invocation according to what each of its lines tells. */
export function outcomeOfTold(told: readonly Outcome[]): Outcome {
  // For a process that was killed for its memory, REPORT says that it exited.
  if (told.includes('outOfMemory')) return 'outOfMemory';
  return (
    told.find((outcome) => outcome !== 'ok' && outcome !== 'error') ??
    told.find((each) => each !== 'ok') ??
    'ok'
  );
}

/** Whether a line reports an error: by its level, or according to Lambda or the runtime. */
export function isErrorLine(line: LogLine): boolean {
  const { level } = line;
  if (level === 'ERROR' || level === 'FATAL') return true;
  const outcome = outcomeOf(line);
  return outcome !== null && outcome !== 'ok';
}

/** Whether an invocation failed if its code says nothing more. */
export function namesError(line: LogLine): boolean {
  return line.errorType !== null && isErrorLine(line);
}

/** Whether a line may decide how its run ended: hardly any do. */
export function tellsOfFailure(line: LogLine): boolean {
  const { kind, errorType, isUncaught } = line;
  if (kind === 'app') return isUncaught || (errorType !== null && namesError(line));
  return (outcomeOf(line) ?? 'ok') !== 'ok';
}

export const LONGEST_START_MS = 10_000;

/** The text of INIT_REPORT, in either log format. */
const CUT_OFF = /\tStatus: timeout|"status"\s*:\s*"timeout"/;
const WITHIN_A_CALL = /\tPhase: invoke|"phase"\s*:\s*"invoke"/;

/**
 * Whether the init of an environment took too long: Lambda cuts it off after ten seconds, and repeats it within the
 * first invocation, whose REPORT has the result.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export function isStartCutOff({ kind, level, text }: LogLine): boolean {
  return kind === 'init' && level === 'ERROR' && CUT_OFF.test(text) && !WITHIN_A_CALL.test(text);
}

/** Whether init failed by itself, before the handler could be called. */
export function isStartFailed(line: LogLine): boolean {
  return line.kind === 'init' && line.level === 'ERROR' && !CUT_OFF.test(line.text);
}

function hadNoMemoryLeft({ memoryMb, maxMemoryMb }: Report): boolean {
  return memoryMb !== null && maxMemoryMb !== null && maxMemoryMb >= memoryMb;
}

function outcomeOfType(errorType: string | null, wasOutOfMemory: boolean): Outcome {
  if (errorType === null) return 'error';
  if (errorType === 'Sandbox.Timedout') return 'timeout';
  if (errorType.includes('OutOfMemory')) return 'outOfMemory';
  if (INIT_FAILURE.test(errorType)) return 'initFailure';
  if (errorType === 'Runtime.ExitError') return wasOutOfMemory ? 'outOfMemory' : 'crash';
  return 'error';
}
