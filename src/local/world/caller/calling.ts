import type { EpochMs } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { GroupLoad } from '../function/group-load.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';

/** What every caller has, however it calls. */
export interface Calling {
  readonly callee: SimulatedFunction;
  /** Of the group whose concurrency the callee shares: it has to be as late as the call. */
  readonly load: GroupLoad;
  /** Its own, so that a caller more leaves what the others do as it was. */
  readonly random: RandomStream;
  /** Nothing calls before. */
  readonly startMs: EpochMs;
}
