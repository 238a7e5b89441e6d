import type { EpochMs } from '../../../lambda/time.ts';
import { hexOf, mixed, shareOf } from '../chance/hash.ts';
import { normalOf } from '../chance/random-stream.ts';
import type { WorkModel } from '../function-model.ts';
import { FLUSH_EVERY_MS } from '../record/publication.ts';

const SHORTEST_LIFE_MS = 80 * 60_000;
const LIFE_SPREAD_MS = 60 * 60_000;
/**
 * A longer init is cut off, and repeated within the first invocation and its timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const LONGEST_INIT_MS = 10_000;

/** The environments of one version, as one of them sees it. */
export interface EnvironmentFleet {
  readonly version: string;
  readonly work: WorkModel;
  /** Whether it uses the pool of functions without reserved concurrency. */
  readonly usesPool: boolean;
  /** Whether it is provisioned. */
  readonly isProvisioned: boolean;
  /** One of them becomes busy. */
  occupy(): void;
  /** One of them becomes idle. */
  release(environment: Environment): void;
}

/** An execution environment: one log stream, one invocation at a time. */
export interface Environment {
  readonly number: number;
  readonly seed: number;
  readonly fleet: EnvironmentFleet;
  readonly logStream: string;
  readonly createdMs: EpochMs;
  /** In hundredths of a millisecond, as REPORT prints it. */
  readonly initHundredths: number;
  /** Duration of an init that was cut off and repeated within the first invocation; otherwise 0. */
  readonly repeatedInitHundredths: number;
  /** When in each `FLUSH_EVERY_MS` it flushes its metrics. */
  readonly flushPhaseMs: number;
  /** Not used again from here on. */
  retiredMs: EpochMs;
  lastArrivalMs: EpochMs;
  lastEndMs: EpochMs;
  /** Invocations before the current one. */
  servedBefore: number;
  /** The next one in its list of the `EndingCalendar`. */
  behind: Environment | null;
}

/** The environments of a function by number, oldest first. */
export class Environments {
  readonly #functionSeed: number;
  readonly #held: Environment[] = [];
  #dropped = 0;

  constructor(functionSeed: number) {
    this.#functionSeed = functionSeed;
  }

  get(number: number): Environment {
    const environment = this.#held[number - this.#dropped];
    if (environment === undefined) throw new RangeError(`environment ${number} is no longer held`);
    return environment;
  }

  /** Oldest first. */
  all(): readonly Environment[] {
    return this.#held;
  }

  create(fleet: EnvironmentFleet, nowMs: EpochMs): Environment {
    const number = this.#dropped + this.#held.length;
    const seed = mixed(this.#functionSeed, number);
    const initMs = fleet.work.initMs * Math.exp(0.18 * normalOf(mixed(seed, 101)));
    const environment: Environment = {
      number,
      seed,
      fleet,
      logStream: `${dayOf(nowMs)}/[${fleet.version}]${hexOf(seed, 32)}`,
      createdMs: nowMs,
      initHundredths: Math.round(Math.min(initMs, LONGEST_INIT_MS) * 100),
      repeatedInitHundredths: initMs > LONGEST_INIT_MS ? Math.round(initMs * 100) : 0,
      flushPhaseMs: Math.floor(shareOf(mixed(seed, 102)) * FLUSH_EVERY_MS),
      retiredMs: nowMs + SHORTEST_LIFE_MS + shareOf(mixed(seed, 103)) * LIFE_SPREAD_MS,
      lastArrivalMs: nowMs,
      lastEndMs: nowMs,
      servedBefore: 0,
      behind: null,
    };
    this.#held.push(environment);
    return environment;
  }

  dropEndedBefore(timeMs: EpochMs): void {
    let count = 0;
    // An environment that may still be taken again must stay, however long it has been idle.
    for (const environment of this.#held) {
      if (environment.lastEndMs >= timeMs || environment.retiredMs >= timeMs) break;
      count++;
    }
    this.#held.splice(0, count);
    this.#dropped += count;
  }
}

/** The day in UTC as `YYYY/MM/DD`. */
function dayOf(timeMs: EpochMs): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '/');
}
