import { hexOf, mixed, shareOf } from '../hash.ts';
import { FIRST_FAILURE, SUCCESS, TIMEOUT } from '../invocations.ts';
import type { SimulatedFunction } from '../simulated-function.ts';
import type { EpochMs } from '../world.ts';
import { Dice } from './dice.ts';
import type { LogFormat, LoggedInvocation } from './log-format.ts';
import type { StoryLine } from './log-story.ts';

export interface InvocationLine {
  readonly timestampMs: EpochMs;
  message(): string;
}

/**
 * All lines of one invocation in the order in which they were written, made anew from the seed. Messages are made
 * when asked for, because most readers want few of the lines that they look at.
 */
export function invocationLines(
  callee: SimulatedFunction,
  format: LogFormat,
  sequence: number,
): readonly InvocationLine[] {
  const seed = mixed(callee.seed, sequence);
  const invocation = loggedInvocation(callee, seed, sequence);
  const { requestId, isCold } = invocation;
  const arrivalMs = callee.invocations.arrivals.timeMs(sequence);
  const startMs = callee.handlerStartMs(sequence);
  const endMs = callee.endMs(sequence);
  const { story } = callee.model;
  const told = {
    durationMs: invocation.durationHundredths / 100,
    ending: endingName(callee, sequence),
    records: callee.invocations.records(sequence),
    iteratorAgeMs: callee.invocations.iteratorAgeMs(sequence),
  };
  const dice = new Dice(mixed(seed, 3));
  const end = format.end(invocation);
  return [
    ...(isCold ? [lineAt(arrivalMs, () => format.initStart(arrivalMs, invocation))] : []),
    ...(isCold ? storyLines(story.init?.(dice) ?? [], arrivalMs, startMs, null, format) : []),
    lineAt(startMs, () => format.start(startMs, invocation)),
    ...storyLines(story.invocation(told, dice), startMs, endMs, requestId, format),
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

/** A story may not reach beyond the phase in which it is told. */
function storyLines(
  lines: readonly StoryLine[],
  beginMs: EpochMs,
  endMs: EpochMs,
  requestId: string | null,
  format: LogFormat,
): readonly InvocationLine[] {
  return lines.map((line) => {
    const atMs = Math.min(endMs, beginMs + Math.max(0, Math.floor(line.offsetMs)));
    return lineAt(atMs, () => format.application(atMs, requestId, line));
  });
}

function loggedInvocation(callee: SimulatedFunction, seed: number, sequence: number): LoggedInvocation {
  const { invocations, environments, model } = callee;
  const outcome = invocations.outcome(sequence);
  const failure = model.work.failures[outcome - FIRST_FAILURE];
  const ending = outcome === SUCCESS ? 'success' : outcome === TIMEOUT ? 'timeout' : failure?.ending;
  const { memoryMb } = model.configuration;
  const usedMb = Math.round(model.work.memoryUsedMb * (0.92 + 0.16 * shareOf(mixed(seed, 2))));
  return {
    requestId: requestIdOf(seed),
    environment: environments.get(invocations.environment(sequence)),
    isCold: invocations.isCold(sequence),
    durationHundredths: invocations.durationHundredths(sequence),
    ending: ending ?? 'exception',
    memoryUsedMb: ending === 'out-of-memory' ? memoryMb : Math.min(memoryMb, usedMb),
  };
}

function endingName(callee: SimulatedFunction, sequence: number): string {
  const outcome = callee.invocations.outcome(sequence);
  if (outcome === SUCCESS) return 'success';
  if (outcome === TIMEOUT) return 'timeout';
  return callee.model.work.failures[outcome - FIRST_FAILURE]?.name ?? 'error';
}
