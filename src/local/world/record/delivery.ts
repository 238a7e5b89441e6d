/** The item behind an invocation, for sources whose retries Lambda handles. */
export interface Delivery {
  /** Records or messages of the batch; 0 for a single event. */
  readonly records: number;
  /** How long the item has waited: the last record of a stream's batch, or the event of an asynchronous call. */
  readonly ageMs: number;
  /** The shard, or the part of it, that a stream's batch comes from. */
  readonly lane: number;
  /** How many of the records can't be processed. */
  readonly poisonedRecords: number;
  /** The failure that it causes on every try; null if it fails only at random. */
  readonly failure: string | null;
  /** The sequence number of the invocation that tried it first; null the first time. */
  readonly firstTry: number | null;
}

/** A call whose caller waits: Lambda keeps nothing of it. */
export const REQUEST: Delivery = {
  records: 0,
  ageMs: 0,
  lane: 0,
  poisonedRecords: 0,
  failure: null,
  firstTry: null,
};
