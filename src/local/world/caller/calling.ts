import type { EpochMs } from '../../../lambda/time.ts';
import type { RandomStream } from '../chance/random-stream.ts';
import type { GroupLoad } from '../function/group-load.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';

/** Common to all callers. */
export interface Calling {
  readonly callee: SimulatedFunction;
  /** The load of the callee's concurrency group, which must have been advanced to the call's time. */
  readonly load: GroupLoad;
  /** Its own stream, so that another caller does not change the behaviour of the existing ones. */
  readonly random: RandomStream;
  /** The time of the first possible call. */
  readonly startMs: EpochMs;
}
