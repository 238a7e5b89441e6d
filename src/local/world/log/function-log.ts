import type { EpochMs } from '../../../lambda/time.ts';
import { hashOfText } from '../chance/hash.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import type { Simulation } from '../simulation.ts';
import type { WorldAccount } from '../world.ts';
import type { WorldEvent, WorldLog, WorldLogStream } from '../world-log.ts';
import { FunctionEvent, inLogOrder, isBehind } from './function-event.ts';
import { ingestionMs } from './ingestion.ts';
import { invocationLines } from './invocation-lines.ts';
import { jsonFormat } from './json-format.ts';
import type { LogFormat } from './log-format.ts';
import { textFormat } from './text-format.ts';

type LogRequest = Parameters<WorldLog['read']>[0];

/** Invocations that are examined at once; a whole page's worth would make the first short page expensive. */
const FEWEST_INVOCATIONS_AT_ONCE = 32;
const LINES_PER_INVOCATION = 4;

/** A function's log group, whose text is generated on demand and never stored. */
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
      const found = this.#eventsWithin(windowStartMs, windowEndMs, request);
      for (const event of found.slice(0, request.limit - events.length)) events.push(event);
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

  /** The visible lines of a span, in log order. */
  #eventsWithin(startMs: EpochMs, endMs: EpochMs, request: LogRequest): readonly FunctionEvent[] {
    const callee = this.#callee;
    const format = this.#format;
    const { ingestedAfterMs = -Infinity } = request;
    const { arrivals } = callee.invocations;
    const end = arrivals.firstFrom(endMs + 1);
    const events: FunctionEvent[] = [];
    for (let sequence = callee.firstRunningAt(startMs); sequence < end; sequence++) {
      if (callee.endMs(sequence) < startMs) continue;
      const { logStream } = callee.environments.get(callee.invocations.environment(sequence));
      if (request.streams !== null && !request.streams.has(logStream)) continue;
      const seed = streamSeed(logStream);
      for (const [index, line] of invocationLines(callee, format, sequence).entries()) {
        if (line.timestampMs < startMs || line.timestampMs > endMs) continue;
        const takenInMs = ingestionMs(line.timestampMs, seed);
        if (takenInMs > request.nowMs || takenInMs <= ingestedAfterMs) continue;
        const event = new FunctionEvent({ callee, sequence, index, line }, logStream, takenInMs);
        if (request.after === null || isBehind(event, request.after)) events.push(event);
      }
    }
    return events.sort(inLogOrder);
  }
}

function streamSeed(logStream: string): number {
  return hashOfText(logStream);
}
