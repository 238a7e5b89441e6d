import { mixed, shareOf } from '../chance/hash.ts';
import type { WorkModel } from '../function-model.ts';

/** The state of an environment before an invocation. */
interface ServingEnvironment {
  readonly seed: number;
  readonly servedBefore: number;
}

/**
 * How much memory an environment needs for its next invocation. Without a leak, each environment has its own constant
 * amount: REPORT's "Max Memory Used" is the most since the environment started.
 */
export function memoryNeededMb(work: WorkModel, { seed, servedBefore }: ServingEnvironment): number {
  const ownShare = 0.92 + 0.16 * shareOf(mixed(seed, 104));
  return (work.memoryUsedMb + (work.memoryLeakMb ?? 0) * servedBefore) * ownShare;
}
