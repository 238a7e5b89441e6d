import type { EpochMs } from '../../../lambda/time.ts';
import { hashOfText, mixed } from '../chance/hash.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { Simulation } from '../simulation.ts';
import type { WorldAccount } from '../world.ts';
import type { LogPosition, WorldEvent, WorldLog, WorldLogStream } from '../world-log.ts';
import { eventIdOf } from './event-id.ts';
import { ingestionMs } from './ingestion.ts';
import { type InvocationLine, invocationLines } from './invocation-lines.ts';
import { jsonFormat } from './json-format.ts';
import type { LogFormat } from './log-format.ts';
import { textFormat } from './text-format.ts';

type LogRequest = Parameters<WorldLog['read']>[0];

/** Invocations that are looked at in one go; a whole page's worth would make the first short page dear. */
const FEWEST_INVOCATIONS_AT_ONCE = 32;
const LINES_PER_INVOCATION = 4;

/** The log group of a function, whose text is made on request and never stored. */
export class FunctionLog implements WorldLog {
  readonly #simulation: Simulation;
  readonly #callee: SimulatedFunction;
  readonly #format: LogFormat;

  constructor(simulation: Simulation, callee: SimulatedFunction, account: WorldAccount) {
    const { configuration } = callee.model;
    this.#simulation = simulation;
    this.#callee = callee;
    this.#format =
      configuration.logFormat === 'JSON'
        ? jsonFormat(configuration, account)
        : textFormat(configuration, account);
  }

  read(request: LogRequest): readonly WorldEvent[] {
    this.#simulation.advanceFunction(this.#callee, request.nowMs);
    const { arrivals } = this.#callee.invocations;
    const endMs = Math.min(request.endMs, request.nowMs);
    const invocationsAtOnce = Math.max(
      FEWEST_INVOCATIONS_AT_ONCE,
      Math.ceil(request.limit / LINES_PER_INVOCATION),
    );
    const events: WorldEvent[] = [];
    let windowStartMs = Math.max(request.startMs, request.after?.timestampMs ?? -Infinity);
    while (windowStartMs <= endMs && events.length < request.limit) {
      const first = arrivals.firstFrom(Math.max(windowStartMs, this.#callee.heldFromMs));
      const following = first + invocationsAtOnce;
      // At least a millisecond, or a window could hold nothing but the start of the next.
      const windowEndMs =
        following < arrivals.next
          ? Math.min(endMs, Math.max(windowStartMs, arrivals.timeMs(following) - 1))
          : endMs;
      const found = this.#entriesWithin(windowStartMs, windowEndMs, request);
      for (const entry of found.slice(0, request.limit - events.length)) events.push(eventOf(entry));
      windowStartMs = windowEndMs + 1;
    }
    return events;
  }

  streams(nowMs: EpochMs): readonly WorldLogStream[] {
    this.#simulation.advanceFunction(this.#callee, nowMs);
    return this.#callee.environments
      .all()
      .filter((each) => ingestionMs(each.createdMs, streamSeed(each.logStream)) <= nowMs)
      .map((each) => ({
        name: each.logStream,
        createdMs: each.createdMs,
        firstEventMs: each.createdMs,
        lastEventMs: each.lastEndMs <= nowMs ? each.lastEndMs : Math.min(each.lastArrivalMs, nowMs),
      }));
  }

  /** What is visible of the lines of a span, in the order of the log. */
  #entriesWithin(startMs: EpochMs, endMs: EpochMs, request: LogRequest): readonly Entry[] {
    const callee = this.#callee;
    const format = this.#format;
    const { ingestedAfterMs = -Infinity } = request;
    const { arrivals } = callee.invocations;
    const end = arrivals.firstFrom(endMs + 1);
    const entries: Entry[] = [];
    for (let sequence = callee.firstRunningAt(startMs); sequence < end; sequence++) {
      if (callee.endMs(sequence) < startMs) continue;
      const { logStream } = callee.environments.get(callee.invocations.environment(sequence));
      if (request.streams !== null && !request.streams.has(logStream)) continue;
      const seed = streamSeed(logStream);
      for (const [index, line] of invocationLines(callee, format, sequence).entries()) {
        if (line.timestampMs < startMs || line.timestampMs > endMs) continue;
        const takenInMs = ingestionMs(line.timestampMs, seed);
        if (takenInMs > request.nowMs || takenInMs <= ingestedAfterMs) continue;
        const entry = { callee, sequence, index, line, logStream, ingestionMs: takenInMs };
        if (request.after === null || isBehind(entry, request.after)) entries.push(entry);
      }
    }
    return entries.sort(inLogOrder);
  }
}

/** A line before its text and its id are made. */
interface Entry {
  readonly callee: SimulatedFunction;
  readonly sequence: number;
  readonly index: number;
  readonly line: InvocationLine;
  readonly logStream: string;
  readonly ingestionMs: EpochMs;
}

/** Agrees with the order of event ids, which are made of the same numbers. */
function inLogOrder(one: Entry, other: Entry): number {
  return (
    one.line.timestampMs - other.line.timestampMs ||
    one.ingestionMs - other.ingestionMs ||
    one.sequence - other.sequence ||
    one.index - other.index
  );
}

function isBehind(entry: Entry, after: LogPosition): boolean {
  if (entry.line.timestampMs !== after.timestampMs) return entry.line.timestampMs > after.timestampMs;
  if (entry.ingestionMs !== after.ingestionMs) return entry.ingestionMs > after.ingestionMs;
  return idOf(entry) > after.eventId;
}

function eventOf(entry: Entry): WorldEvent {
  return {
    eventId: idOf(entry),
    logStream: entry.logStream,
    timestampMs: entry.line.timestampMs,
    ingestionMs: entry.ingestionMs,
    message: entry.line.message(),
  };
}

function idOf({ callee, sequence, index, line }: Entry): string {
  return eventIdOf(line.timestampMs, mixed(callee.seed, 5), sequence, index);
}

function streamSeed(logStream: string): number {
  return hashOfText(logStream);
}
