import type { AccountLoad } from './account-load.ts';
import type { Process } from './agenda.ts';
import type { StreamCallerModel } from './function-model.ts';
import type { RandomStream } from './random-stream.ts';
import { type SimulatedFunction, THROTTLED } from './simulated-function.ts';
import type { EpochMs } from './world.ts';

const SECOND_MS = 1_000;
/** Lambda asks each shard for records this often when it has caught up. */
const POLL_EVERY_MS = 1_000;
const SHORTEST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;
/** From a record's arrival in the stream until the function has it, at the least. */
const DELIVERY_MS = 60;

/**
 * One lane of an event source mapping: a shard, or one of the `parallelizationFactor` parts of it. It hands over a
 * batch, waits until the function is done, and takes the next; a batch that failed or was throttled is handed over
 * again, and the lane is blocked meanwhile. How far it has read is a time in the stream: what was written since then
 * is the backlog.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class ShardPoller implements Process {
  nextMs: EpochMs;
  private readonly model: StreamCallerModel;
  private readonly callee: SimulatedFunction;
  private readonly account: AccountLoad;
  private readonly random: RandomStream;
  private readonly lanes: number;
  /** Everything that was written before this has been handed over. */
  private readToMs: EpochMs;
  private backOffMs = SHORTEST_BACK_OFF_MS;

  constructor(
    model: StreamCallerModel,
    callee: SimulatedFunction,
    account: AccountLoad,
    random: RandomStream,
    startMs: EpochMs,
  ) {
    this.model = model;
    this.callee = callee;
    this.account = account;
    this.random = random;
    this.lanes = model.openShards * model.parallelizationFactor;
    this.readToMs = startMs;
    this.nextMs = startMs + Math.ceil(random.share() * POLL_EVERY_MS);
  }

  act(): void {
    const nowMs = this.nextMs;
    this.account.advanceTo(nowMs);
    const batch = this.batchAt(nowMs);
    if (batch.records === 0) {
      this.nextMs = nowMs + POLL_EVERY_MS;
      return;
    }
    const ageMs = nowMs - batch.endMs + DELIVERY_MS + Math.floor(this.random.share() * DELIVERY_MS);
    const endMs = this.callee.invoke(nowMs, batch.records, ageMs);
    if (endMs === THROTTLED) {
      this.nextMs = nowMs + this.backOffMs;
      this.backOffMs = Math.min(LONGEST_BACK_OFF_MS, this.backOffMs * 2);
      return;
    }
    this.backOffMs = SHORTEST_BACK_OFF_MS;
    if (this.callee.lastSucceeded) this.readToMs = batch.endMs;
    this.nextMs = Math.max(endMs, nowMs + POLL_EVERY_MS);
  }

  /** What the lane would hand over at `nowMs`, and up to which moment of the stream that reaches. */
  private batchAt(nowMs: EpochMs): { readonly records: number; readonly endMs: EpochMs } {
    let records = 0;
    let atMs = this.readToMs;
    while (atMs < nowMs) {
      const untilMs = Math.min(nowMs, Math.floor(atMs / SECOND_MS) * SECOND_MS + SECOND_MS);
      const ratePerMs = this.model.recordsPerSecond(atMs) / this.lanes / SECOND_MS;
      const written = (untilMs - atMs) * ratePerMs;
      if (records + written >= this.model.batchSize) {
        const endMs = atMs + (this.model.batchSize - records) / ratePerMs;
        return { records: this.model.batchSize, endMs: Math.floor(endMs) };
      }
      records += written;
      atMs = untilMs;
    }
    return { records: Math.floor(records), endMs: nowMs };
  }
}
