import type { TroubledFunction } from '../cause/troubled-function.ts';

/** What the explanation of a function rests on. */
export interface WhyFacts extends TroubledFunction {
  readonly timeoutMs: number;
  /** Whether a stream or queue calls the function; null where lmon may not see it. */
  readonly hasEventSource: boolean | null;
  /** Whether a sentence above has said which limit was met. */
  readonly limitIsSaid?: boolean;
}
