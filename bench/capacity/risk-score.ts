import type { Assessment } from '../../src/capacity/assessment.ts';
import { SECOND_MS } from '../../src/lambda/time.ts';
import { HORIZON_S, secondsUntil } from './flag-score.ts';
import { LOOK_EVERY_MS } from './seen.ts';
import type { Truth } from './truth.ts';

const LOOK_S = LOOK_EVERY_MS / SECOND_MS;
const SCORED_EVERY_S = 30;
const LONGEST_ETA_S = 900;

/** How good the predicted risks were, compared with always predicting the overall share of looks before a throttle. */
export class RiskScore {
  #squares = 0;
  #hits = 0;
  #count = 0;

  add(risk: number, isThrottled: boolean): void {
    const hit = isThrottled ? 1 : 0;
    this.#squares += (risk - hit) ** 2;
    this.#hits += hit;
    this.#count++;
  }

  join(other: RiskScore): void {
    this.#squares += other.#squares;
    this.#hits += other.#hits;
    this.#count += other.#count;
  }

  /** Brier skill score: 1 for always right, 0 for no better than the overall share. */
  get skill(): number {
    const share = this.#hits / this.#count;
    return 1 - this.#squares / this.#count / (share * (1 - share));
  }
}

/** How often a time to throttle was predicted, and how accurate it was if a throttle came within 15 minutes. */
export class EtaScore {
  readonly #errorsS: number[] = [];
  #held = 0;
  #due = 0;
  #quiet = 0;
  #falsely = 0;

  add(eta: Assessment['eta'], leftS: number): void {
    const isTold = eta !== null && eta.likelyMs > 0;
    if (leftS > LONGEST_ETA_S) {
      this.#quiet++;
      if (isTold) this.#falsely++;
      return;
    }
    this.#due++;
    if (!isTold) return;
    this.#errorsS.push(Math.abs(eta.likelyMs / SECOND_MS - leftS));
    if (leftS >= eta.earlyMs / SECOND_MS && leftS <= eta.lateMs / SECOND_MS) this.#held++;
  }

  join(other: EtaScore): void {
    this.#errorsS.push(...other.#errorsS);
    this.#held += other.#held;
    this.#due += other.#due;
    this.#quiet += other.#quiet;
    this.#falsely += other.#falsely;
  }

  get shown(): number {
    return this.#errorsS.length / this.#due;
  }

  get medianErrorS(): number {
    return this.#errorsS.toSorted((one, other) => one - other)[this.#errorsS.length >> 1] ?? Number.NaN;
  }

  get holds(): number {
    return this.#held / this.#errorsS.length;
  }

  get falseShare(): number {
    return this.#falsely / this.#quiet;
  }
}

/** @param looks the prediction at each look; look i is at second (i + 1) × 5. */
export function scoreRisks(
  looks: readonly Pick<Assessment, 'risk' | 'eta'>[],
  truth: Truth,
  fromS: number,
  scores: { readonly all: RiskScore; readonly before: RiskScore; readonly eta: EtaScore },
): void {
  const seconds = truth.peakOfSecond.length;
  const isThrottled = (second: number) => (truth.throttlesOfSecond[second] ?? 0) > 0;
  const until = secondsUntil(seconds, isThrottled);
  let lastS = -Infinity;
  for (let second = 0; second < seconds - HORIZON_S; second++) {
    if (isThrottled(second)) lastS = second;
    if (second < fromS || second % SCORED_EVERY_S !== 0) continue;
    const look = looks[second / LOOK_S - 1];
    if (look?.risk == null) continue;
    const leftS = until[second] ?? Infinity;
    scores.all.add(look.risk, leftS < HORIZON_S);
    if (second - lastS <= HORIZON_S) continue;
    scores.before.add(look.risk, leftS < HORIZON_S);
    if (second < seconds - LONGEST_ETA_S) scores.eta.add(look.eta, leftS);
  }
}
