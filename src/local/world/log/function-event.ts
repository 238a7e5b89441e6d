import type { EpochMs } from '../../../lambda/time.ts';
import { mixed } from '../chance/hash.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { LogPosition, WorldEvent } from '../world-log.ts';
import { eventIdOf } from './event-id.ts';
import type { InvocationLine } from './invocation-lines.ts';

/** The origin of an event: a line of an invocation. */
interface Origin {
  readonly callee: SimulatedFunction;
  readonly sequence: number;
  /** Index among the lines of the invocation. */
  readonly index: number;
  readonly line: InvocationLine;
}

/**
 * An event of a function's log. Id and message are created on demand: a filter passes few of the events that it
 * examines, and creating all ids took as long as finding the events.
 */
export class FunctionEvent implements WorldEvent {
  readonly timestampMs: EpochMs;
  readonly ingestionMs: EpochMs;
  readonly logStream: string;
  readonly sequence: number;
  readonly index: number;
  readonly #callee: SimulatedFunction;
  readonly #line: InvocationLine;
  #message: string | null = null;

  constructor({ callee, sequence, index, line }: Origin, logStream: string, ingestionMs: EpochMs) {
    this.timestampMs = line.timestampMs;
    this.ingestionMs = ingestionMs;
    this.logStream = logStream;
    this.sequence = sequence;
    this.index = index;
    this.#callee = callee;
    this.#line = line;
  }

  get eventId(): string {
    return eventIdOf(this.timestampMs, mixed(this.#callee.seed, 5), this.sequence, this.index);
  }

  get message(): string {
    this.#message ??= this.#line.message();
    return this.#message;
  }
}

/** Agrees with the order of event ids, which are made of the same numbers. */
export function inLogOrder(one: FunctionEvent, other: FunctionEvent): number {
  return (
    one.timestampMs - other.timestampMs ||
    one.ingestionMs - other.ingestionMs ||
    one.sequence - other.sequence ||
    one.index - other.index
  );
}

export function isBehind(event: FunctionEvent, after: LogPosition): boolean {
  if (event.timestampMs !== after.timestampMs) return event.timestampMs > after.timestampMs;
  if (event.ingestionMs !== after.ingestionMs) return event.ingestionMs > after.ingestionMs;
  return event.eventId > after.eventId;
}
