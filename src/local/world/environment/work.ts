import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import { logNormalQuantiles, type RandomStream } from '../chance/random-stream.ts';
import type { FailureModel, WorkModel } from '../function-model.ts';
import type { Delivery } from '../record/delivery.ts';
import { FIRST_FAILURE, INIT_ERROR, OUT_OF_MEMORY, SUCCESS, TIMEOUT } from '../record/invocations.ts';
import type { WorldFunction } from '../world.ts';
import type { Environment } from './environment.ts';
import { memoryNeededMb } from './memory-use.ts';

/** An allocation fails late: by then, the invocation has done most of its work. */
const SHARE_UNTIL_OUT_OF_MEMORY = 0.8;

/**
 * Draws what an invocation of one version costs and how it ends. The model's curves are read once a second; between
 * that a draw is a table lookup. The result is in the fields, because a result object per draw would cost more than the
 * draw.
 */
export class Work {
  readonly model: WorkModel;
  durationHundredths = 0;
  outcome = SUCCESS;
  endsEnvironment = false;
  readonly #random: RandomStream;
  readonly #timeoutHundredths: number;
  readonly #memoryMb: number;
  #readUntilMs: EpochMs = 0;
  #meanMs = 0;
  #spread = Number.NaN;
  /** By how much invocations differ from the mean. */
  #factors: Float64Array = new Float64Array(0);
  #failureShare = 0;

  constructor(model: WorkModel, { timeoutMs, memoryMb }: WorldFunction, random: RandomStream) {
    this.model = model;
    this.#random = random;
    this.#timeoutHundredths = timeoutMs * 100;
    this.#memoryMb = memoryMb;
  }

  draw(nowMs: EpochMs, delivery: Delivery, environment: Environment, isCold: boolean): void {
    if (nowMs >= this.#readUntilMs) this.#readCurves(nowMs);
    const random = this.#random;
    const { model } = this;
    this.outcome = SUCCESS;
    this.endsEnvironment = false;
    if (isCold && model.initFailureShare !== undefined && this.#initFails(nowMs, environment)) return;
    const meanMs = this.#meanMs + delivery.records * model.recordDurationMs;
    let hundredths = random.quantile(this.#factors) * meanMs * 100;
    const draw = random.share();
    if (delivery.failure !== null) hundredths *= this.#failAs(delivery.failure);
    else if (draw < this.#failureShare) hundredths *= this.#fail(draw, nowMs, environment);
    if (model.memoryLeakMb !== undefined && memoryNeededMb(model, environment) >= this.#memoryMb) {
      hundredths *= SHARE_UNTIL_OUT_OF_MEMORY;
      this.outcome = OUT_OF_MEMORY;
      this.endsEnvironment = true;
    }
    if (isCold) hundredths += environment.repeatedInitHundredths;
    if (hundredths >= this.#timeoutHundredths) {
      this.durationHundredths = this.#timeoutHundredths;
      this.outcome = TIMEOUT;
      // An init that has not finished by then is repeated with the next invocation.
      this.endsEnvironment = isCold && environment.repeatedInitHundredths > 0;
      return;
    }
    // Rounded up, by an operation that is several times cheaper than Math.ceil.
    this.durationHundredths = (hundredths + 1) | 0;
  }

  /** A failed init is repeated once within the invocation, and fails again. */
  #initFails(nowMs: EpochMs, { initHundredths }: Environment): boolean {
    if (this.#random.share() >= (this.model.initFailureShare?.(nowMs) ?? 0)) return false;
    this.durationHundredths = Math.min(initHundredths, this.#timeoutHundredths);
    this.outcome = INIT_ERROR;
    this.endsEnvironment = true;
    return true;
  }

  /** Sets the outcome at random. @returns the share of the time that passes until the failure. */
  #fail(draw: number, nowMs: EpochMs, environment: Environment): number {
    let passed = 0;
    const index = this.model.failures.findIndex((failure: FailureModel) => {
      passed += failure.share(nowMs);
      return draw < passed;
    });
    const canHappen = this.model.failures[index]?.happensIn?.(environment) ?? true;
    return canHappen ? this.#failWith(index) : 1;
  }

  #failAs(name: string): number {
    return this.#failWith(this.model.failures.findIndex((failure) => failure.name === name));
  }

  #failWith(index: number): number {
    const failure = this.model.failures[index];
    if (failure === undefined) return 1;
    this.outcome = FIRST_FAILURE + index;
    this.endsEnvironment = failure.ending !== 'exception';
    return failure.durationShare;
  }

  #readCurves(nowMs: EpochMs): void {
    const { durationMs, spread, failures } = this.model;
    this.#readUntilMs = Math.floor(nowMs / SECOND_MS) * SECOND_MS + SECOND_MS;
    this.#meanMs = durationMs(nowMs);
    const spreadNow = spread(nowMs);
    if (spreadNow !== this.#spread) {
      this.#spread = spreadNow;
      this.#factors = logNormalQuantiles(spreadNow);
    }
    this.#failureShare = failures.reduce((total, failure) => total + failure.share(nowMs), 0);
  }
}
