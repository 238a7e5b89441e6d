import type { RawText } from '../../terminal/text.ts';
import type { TroubledFunction } from '../cause/troubled-function.ts';

/** The facts behind the explanation of a function. */
export interface WhyFacts extends TroubledFunction {
  readonly timeoutMs: number;
  /** Whether a stream or queue calls the function; null where lmon may not see it. */
  readonly hasEventSource: boolean | null;
  /** Whether an earlier sentence has named the limit that was met. */
  readonly limitIsSaid?: boolean;
  /** Whether an earlier sentence has told how many workers of its stream are busy. */
  readonly workersAreSaid?: boolean;
  /** The name of the queue or topic that is to take events which failed for good. */
  readonly deadLetterName?: RawText | null;
}
