import type { EpochMs } from '../../../lambda/time.ts';
import type { WorldFunction } from '../world.ts';
import type { ThrottleReason } from '../world-truth.ts';
import { type GroupLoad, REQUESTS_PER_SECOND_PER_CONCURRENCY } from './group-load.ts';
import { RateWindow } from './rate-window.ts';
import { reservedAt } from './reserved-at.ts';
import { ScalingAllowance } from './scaling-allowance.ts';

/**
 * Decides whether a request may run. The rules are checked in this order, and the first that rejects it is the reason:
 * switched off (0 reserved), reserved concurrency, the account's pool, the request rate, the scaling rate.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class Admission {
  readonly #load: GroupLoad;
  /** The part of the reservation that only provisioned environments use. */
  readonly #keptReady: number;
  readonly #configuration: WorldFunction;
  readonly #rate: RateWindow;
  readonly #scaling = new ScalingAllowance();

  constructor(load: GroupLoad, configuration: WorldFunction, keptReady: number) {
    const { reservedConcurrency: reserved, formerReservedConcurrency: former } = configuration;
    this.#load = load;
    this.#keptReady = keptReady;
    this.#configuration = configuration;
    this.#rate =
      reserved === null
        ? load.unreservedRate
        : new RateWindow(Math.max(reserved, former?.value ?? 0) * REQUESTS_PER_SECOND_PER_CONCURRENCY);
  }

  /** @param inFlight the function's own, without provisioned environments. */
  refusal(nowMs: EpochMs, inFlight: number): ThrottleReason | null {
    if (this.#configuration.reservedConcurrency === null) {
      if (!this.#load.hasRoom(nowMs)) return 'ConcurrentInvocationLimitExceeded';
      return this.#rate.hasRoom(nowMs) ? null : 'FunctionInvocationRateLimitExceeded';
    }
    if (inFlight >= (reservedAt(this.#configuration, nowMs) ?? Infinity) - this.#keptReady)
      return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    return this.#rate.hasRoom(nowMs) ? null : 'ReservedFunctionInvocationRateLimitExceeded';
  }

  /** Called only when no environment is idle. */
  newEnvironmentRefusal(nowMs: EpochMs): ThrottleReason | null {
    return this.#scaling.take(nowMs) ? null : 'FunctionScalingRateLimitExceeded';
  }

  /** Counts a request that may run. */
  admit(nowMs: EpochMs): void {
    this.#rate.admit(nowMs);
  }
}
