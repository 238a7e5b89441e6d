import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Claim } from '../claims/claim.ts';

/**
 * | kind          | means                                                                |
 * | ------------- | -------------------------------------------------------------------- |
 * | code          | a version with other code was published, or `$LATEST` changed        |
 * | configuration | a version with the same code was published: its settings differ      |
 * | runtime       | AWS gave new environments another build of the runtime               |
 * | limit         | it may run fewer at once than it did, or a call set how many may     |
 * | eventSource   | a mapping that calls it was changed, or came to be in another state  |
 * | traffic       | more or less is asked of it                                          |
 * | unpublished   | `$LATEST` changed, and no alias points there                         |
 * | other         | a call that changed something else, such as a tag or a permission    |
 */
export type ChangeKind =
  | 'code'
  | 'configuration'
  | 'runtime'
  | 'limit'
  | 'eventSource'
  | 'traffic'
  | 'unpublished'
  | 'other';

/** Something that somebody, or AWS, did to a function; or callers did. */
export interface Change extends Claim {
  readonly kind: ChangeKind;
  readonly atMs: EpochMs;
  /** What else is known of it, to be said behind it. */
  readonly more?: Line;
  /** The call that CloudTrail tells, where nothing else tells of the change. */
  readonly call?: RawText;
  /** The version that was published. */
  readonly version?: RawText;
  /** Of the whole account: no call for the function made it. */
  readonly isOfAccount?: true;
}

/** All that is known of a change. */
export function wholeOf({ says, more = [] }: Change): Line {
  return [...says, ...more];
}

/** A change after which something begins may be behind it; one that is older hardly is. */
export const LOOK_BACK_MS = 35 * MINUTE_MS;
/** Minutes are settled late, and an onset is dated to one of them. */
export const LOOK_AHEAD_MS = 2 * MINUTE_MS;

/** What ran at once says so. A call alone does not: some of them let more run. */
export function isLowered({ kind, call }: Change): boolean {
  return kind === 'limit' && call === undefined;
}
