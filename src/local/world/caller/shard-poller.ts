import { type EpochMs, SECOND_MS } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { GroupLoad } from '../function/group-load.ts';
import { type SimulatedFunction, THROTTLED } from '../function/simulated-function.ts';
import type { PoisonPill, StreamCallerModel } from '../function-model.ts';
import type { Delivery } from '../record/delivery.ts';
import type { Process } from '../schedule/agenda.ts';
import type { Calling } from './calling.ts';

/** Lambda asks each shard for records this often when it has caught up. */
const POLL_EVERY_MS = 1_000;
const SHORTEST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 22_000;
/** The minimum time from a record's arrival in the stream until the function has it. */
const DELIVERY_MS = 60;
/** How long a stream keeps a record by default. */
export const RETENTION_MS = 24 * 3_600_000;

/** A batch that is delivered again and again until the function accepts it. */
interface Batch {
  readonly records: number;
  /** The position in the stream up to which it reaches. */
  readonly endMs: EpochMs;
  readonly failure: string | null;
  readonly firstTry: number | null;
}

/**
 * One lane of an event source mapping: a shard, or one of the `parallelizationFactor` parts of it. It hands over a
 * batch, waits until the function is done, and takes the next; a batch that failed or was throttled is handed over
 * again, and the lane is blocked meanwhile. How far it has read is a time in the stream: what was written since then
 * is the backlog.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class ShardPoller implements Process {
  readonly firstMs: EpochMs;
  readonly #model: StreamCallerModel;
  readonly #lane: number;
  readonly #lanes: number;
  readonly #poisonPill: PoisonPill | null;
  readonly #callee: SimulatedFunction;
  readonly #load: GroupLoad;
  readonly #random: RandomStream;
  /** Everything that was written before this has been handed over. */
  #readToMs: EpochMs;
  #failedBatch: Batch | null = null;
  #backOffMs = SHORTEST_BACK_OFF_MS;

  constructor(model: StreamCallerModel, lane: number, { callee, load, random, startMs }: Calling) {
    this.#model = model;
    this.#lane = lane;
    this.#lanes = model.openShards * model.parallelizationFactor;
    this.#poisonPill = model.poisonPill?.shard === lane ? model.poisonPill : null;
    this.#callee = callee;
    this.#load = load;
    this.#random = random;
    this.#readToMs = startMs;
    this.firstMs = startMs + Math.ceil(random.share() * POLL_EVERY_MS);
  }

  get mappingUuid(): string {
    return this.#model.mappingUuid;
  }

  /** Whether the batch at its head failed when it was last tried. */
  get isBlocked(): boolean {
    return this.#failedBatch !== null;
  }

  act(nowMs: EpochMs): EpochMs {
    this.#load.advanceTo(nowMs);
    this.#forgetExpired(nowMs);
    if (nowMs >= (this.#model.disabledSinceMs ?? Infinity)) return nowMs + POLL_EVERY_MS;
    const batch = this.#failedBatch ?? this.#batchAt(nowMs);
    if (batch.records === 0) return nowMs + POLL_EVERY_MS;
    const endMs = this.#callee.invoke(nowMs, this.#deliveryOf(batch, nowMs));
    if (endMs === THROTTLED) return nowMs + this.#nextBackOffMs();
    if (this.#callee.lastSucceeded) {
      this.#readToMs = batch.endMs;
      this.#failedBatch = null;
      this.#backOffMs = SHORTEST_BACK_OFF_MS;
      return Math.max(endMs, nowMs + POLL_EVERY_MS);
    }
    this.#failedBatch = { ...batch, firstTry: batch.firstTry ?? this.#callee.invocations.last };
    return endMs + this.#nextBackOffMs();
  }

  #deliveryOf({ records, endMs, failure, firstTry }: Batch, nowMs: EpochMs): Delivery {
    const ageMs = nowMs - endMs + DELIVERY_MS + Math.floor(this.#random.share() * DELIVERY_MS);
    const poisonedRecords = failure === null ? 0 : 1;
    return { records, ageMs, lane: this.#lane, poisonedRecords, failure, firstTry };
  }

  #nextBackOffMs(): number {
    const backOffMs = this.#backOffMs;
    this.#backOffMs = Math.min(LONGEST_BACK_OFF_MS, backOffMs * 2);
    return backOffMs;
  }

  /** Expired records can't be retried: the lane continues after them. */
  #forgetExpired(nowMs: EpochMs): void {
    const oldestMs = nowMs - RETENTION_MS;
    if (this.#readToMs < oldestMs) this.#readToMs = oldestMs;
    if (this.#failedBatch === null || this.#failedBatch.endMs >= oldestMs) return;
    this.#failedBatch = null;
    this.#backOffMs = SHORTEST_BACK_OFF_MS;
  }

  /** The lane's batch at `nowMs`. */
  #batchAt(nowMs: EpochMs): Batch {
    let records = 0;
    let atMs = this.#readToMs;
    while (atMs < nowMs) {
      const untilMs = Math.min(nowMs, Math.floor(atMs / SECOND_MS) * SECOND_MS + SECOND_MS);
      const ratePerMs = this.#model.recordsPerSecond(atMs) / this.#lanes / SECOND_MS;
      const written = (untilMs - atMs) * ratePerMs;
      if (records + written >= this.#model.batchSize) {
        const endMs = Math.floor(atMs + (this.#model.batchSize - records) / ratePerMs);
        return this.#batchTo(this.#model.batchSize, endMs);
      }
      records += written;
      atMs = untilMs;
    }
    return this.#batchTo(Math.floor(records), nowMs);
  }

  #batchTo(records: number, endMs: EpochMs): Batch {
    const poisonPill = this.#poisonPill;
    const isPoisoned =
      poisonPill !== null && poisonPill.writtenMs >= this.#readToMs && poisonPill.writtenMs < endMs;
    return { records, endMs, failure: isPoisoned ? poisonPill.failure : null, firstTry: null };
  }
}
