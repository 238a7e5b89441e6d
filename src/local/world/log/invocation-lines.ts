import type { EpochMs } from '../../../lambda/time.ts';
import { hexOf, mixed } from '../chance/hash.ts';
import { memoryNeededMb } from '../environment/memory-use.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { WorkModel } from '../function-model.ts';
import { FIRST_FAILURE, INIT_ERROR, OUT_OF_MEMORY, SUCCESS, TIMEOUT } from '../record/invocations.ts';
import { Dice } from './dice.ts';
import type { LogFormat, LoggedInvocation } from './log-format.ts';
import type { StoryLine } from './log-story.ts';

/** The default error of a failed init. */
const INIT_ERROR_TYPE = 'Runtime.ImportModuleError';

export interface InvocationLine {
  readonly timestampMs: EpochMs;
  message(): string;
}

/** A part of an invocation: its init or its handler. */
interface Phase {
  readonly beginMs: EpochMs;
  readonly endMs: EpochMs;
}

/**
 * All lines of one invocation in the order in which they were written, generated from its seed. Messages are generated
 * on demand, because most readers need only a few of the lines that they examine.
 */
export function invocationLines(
  callee: SimulatedFunction,
  format: LogFormat,
  sequence: number,
): readonly InvocationLine[] {
  const { invocations } = callee;
  // A retry is the same event: the same id, and the same details.
  const seed = mixed(callee.seed, invocations.firstTry(sequence));
  const invocation = loggedInvocation(callee, seed, sequence);
  const { requestId, isCold, ending } = invocation;
  const arrivalMs = invocations.arrivals.timeMs(sequence);
  const startMs = callee.handlerStartMs(sequence);
  const endMs = callee.endMs(sequence);
  const { story } = callee.model;
  const facts = {
    startMs,
    durationMs: invocation.durationHundredths / 100,
    ending: endingName(callee, sequence),
    version: invocation.environment.fleet.version,
    records: invocations.records(sequence),
    poisonedRecords: invocations.poisonedRecords(sequence),
    lane: invocations.lane(sequence),
    ageMs: invocations.ageMs(sequence),
  };
  const dice = new Dice(mixed(seed, 3));
  const end = format.end(invocation);
  const failedInit = ending === 'init-error';
  const cutInit = isCold && invocation.environment.repeatedInitHundredths > 0;
  const init: Phase = { beginMs: arrivalMs, endMs: startMs };
  const handler: Phase = { beginMs: startMs, endMs };
  return [
    ...(isCold ? [lineAt(arrivalMs, () => format.initStart(arrivalMs, invocation))] : []),
    ...(isCold && !failedInit ? storyLines(story.init?.(dice) ?? [], init, null, format) : []),
    ...(failedInit ? storyLines(story.failedInit?.(dice) ?? [], init, null, format) : []),
    ...(failedInit || cutInit ? [lineAt(startMs, () => format.initReport(startMs, invocation))] : []),
    lineAt(startMs, () => format.start(startMs, invocation)),
    ...(failedInit ? [] : storyLines(story.invocation(facts, dice), handler, requestId, format)),
    ...(end === null ? [] : [lineAt(endMs, () => end)]),
    lineAt(endMs, () => format.report(endMs, invocation)),
  ];
}

/** The id by which callers and logs know an invocation: a random UUID by its look. */
export function requestIdOf(seed: number): string {
  const hex = hexOf(mixed(seed, 1), 32);
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function lineAt(timestampMs: EpochMs, message: () => string): InvocationLine {
  return { timestampMs, message };
}

/** A story may not reach beyond its phase. */
function storyLines(
  lines: readonly StoryLine[],
  { beginMs, endMs }: Phase,
  requestId: string | null,
  format: LogFormat,
): readonly InvocationLine[] {
  return lines.map((line) => {
    const atMs = Math.min(endMs, beginMs + Math.max(0, Math.floor(line.offsetMs)));
    const layout = line.layout ?? format.application;
    return lineAt(atMs, () => layout(atMs, requestId, line));
  });
}

function loggedInvocation(callee: SimulatedFunction, seed: number, sequence: number): LoggedInvocation {
  const { invocations, model } = callee;
  const environment = callee.environmentOf(sequence);
  const { work } = environment.fleet;
  const ending = endingOf(work, invocations.outcome(sequence));
  const { memoryMb } = model.configuration;
  const servedBefore = invocations.servedBefore(sequence);
  const neededMb = Math.round(memoryNeededMb(work, { seed: environment.seed, servedBefore }));
  return {
    requestId: requestIdOf(seed),
    environment,
    isCold: invocations.isCold(sequence),
    durationHundredths: invocations.durationHundredths(sequence),
    ending,
    memoryUsedMb: ending === 'out-of-memory' ? memoryMb : Math.min(memoryMb, neededMb),
    initEnding: ending === 'init-error' ? (work.initErrorType ?? INIT_ERROR_TYPE) : 'timeout',
  };
}

function endingOf(work: WorkModel, outcome: number): LoggedInvocation['ending'] {
  switch (outcome) {
    case SUCCESS:
      return 'success';
    case TIMEOUT:
      return 'timeout';
    case OUT_OF_MEMORY:
      return 'out-of-memory';
    case INIT_ERROR:
      return 'init-error';
    default:
      return work.failures[outcome - FIRST_FAILURE]?.ending ?? 'exception';
  }
}

/** The name in stories: each failure of the model has its own name. */
function endingName(callee: SimulatedFunction, sequence: number): string {
  const { work } = callee.environmentOf(sequence).fleet;
  const outcome = callee.invocations.outcome(sequence);
  return work.failures[outcome - FIRST_FAILURE]?.name ?? endingOf(work, outcome);
}
