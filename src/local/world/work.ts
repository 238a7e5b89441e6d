import type { FailureModel, FunctionModel } from './function-model.ts';
import { FIRST_FAILURE, SUCCESS, TIMEOUT } from './invocations.ts';
import type { RandomStream } from './random-stream.ts';
import type { EpochMs } from './world.ts';

const SECOND_MS = 1_000;

/**
 * Draws what an invocation costs and how it ends. The model's curves are read once a second; between that a draw is a
 * table lookup and an exponential. The answer stands in the fields, because an object a draw would cost more than it.
 */
export class Work {
  durationHundredths = 0;
  outcome = SUCCESS;
  endsEnvironment = false;
  private readonly model: FunctionModel;
  private readonly random: RandomStream;
  private readonly timeoutHundredths: number;
  private readUntilMs: EpochMs = 0;
  private meanMs = 0;
  private logMean = 0;
  private spread = 0;
  private failureShare = 0;

  constructor(model: FunctionModel, random: RandomStream) {
    this.model = model;
    this.random = random;
    this.timeoutHundredths = model.configuration.timeoutMs * 100;
  }

  draw(nowMs: EpochMs, records: number): void {
    if (nowMs >= this.readUntilMs) this.readCurves(nowMs);
    const { random } = this;
    const recordsMs = records * this.model.work.recordDurationMs;
    const logMean = recordsMs === 0 ? this.logMean : this.logMeanOf(this.meanMs + recordsMs);
    let hundredths = Math.exp(logMean + this.spread * random.normal()) * 100;
    this.outcome = SUCCESS;
    this.endsEnvironment = false;
    const draw = random.share();
    if (draw < this.failureShare) hundredths *= this.fail(draw, nowMs);
    if (hundredths >= this.timeoutHundredths) {
      this.durationHundredths = this.timeoutHundredths;
      this.outcome = TIMEOUT;
      this.endsEnvironment = false;
      return;
    }
    // Rounded up, by an operation that is several times cheaper than Math.ceil.
    this.durationHundredths = (hundredths + 1) | 0;
  }

  /** Sets the outcome. @returns the share of the time that passes until the failure. */
  private fail(draw: number, nowMs: EpochMs): number {
    const { failures } = this.model.work;
    let passed = 0;
    const index = failures.findIndex((failure: FailureModel) => {
      passed += failure.share(nowMs);
      return draw < passed;
    });
    const failure = failures[index];
    if (failure === undefined) return 1;
    this.outcome = FIRST_FAILURE + index;
    this.endsEnvironment = failure.ending !== 'exception';
    return failure.durationShare;
  }

  private readCurves(nowMs: EpochMs): void {
    const { durationMs, spread, failures } = this.model.work;
    this.readUntilMs = Math.floor(nowMs / SECOND_MS) * SECOND_MS + SECOND_MS;
    this.meanMs = durationMs(nowMs);
    this.spread = spread(nowMs);
    this.logMean = this.logMeanOf(this.meanMs);
    this.failureShare = failures.reduce((total, failure) => total + failure.share(nowMs), 0);
  }

  /** The mean of the logarithm of a log-normal variable with mean `meanMs`. */
  private logMeanOf(meanMs: number): number {
    return Math.log(meanMs) - this.spread ** 2 / 2;
  }
}
