import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Claim } from '../claims/claim.ts';

/**
 * | kind          | means                                                             |
 * | ------------- | ----------------------------------------------------------------- |
 * | code          | a version with other code was published, or `$LATEST` changed     |
 * | configuration | a version with the same code was published: its settings differ   |
 * | runtime       | AWS gave new environments another build of the runtime            |
 * | limit         | fewer may run at once than did, or a call set the limit           |
 * | eventSource   | a mapping that calls it was changed, or changed its state         |
 * | traffic       | traffic rose or fell                                              |
 * | unpublished   | `$LATEST` changed, and no alias points there                      |
 * | other         | a call that changed something else, such as a tag or a permission |
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

/** A change made to a function by people or AWS, or in its traffic. */
export interface Change extends Claim {
  readonly kind: ChangeKind;
  readonly atMs: EpochMs;
  /** Details, to be added after the sentence. */
  readonly more?: Line;
  /** The call in CloudTrail, where nothing else shows the change. */
  readonly call?: RawText;
  /** The published version. */
  readonly version?: RawText;
  /** Set where other code runs since: the function's own, a layer's or the runtime's. */
  readonly bringsCode?: true;
  /** Set for a change to the whole account, which no call about the function made. */
  readonly isOfAccount?: true;
}

/** The sentence with all details. */
export function wholeOf({ says, more = [] }: Change): Line {
  return [...says, ...more];
}

/** A change this long before an onset may be its cause; an older one hardly is. */
export const LOOK_BACK_MS = 35 * MINUTE_MS;
/** Minutes settle late, and an onset is dated to a minute. */
export const LOOK_AHEAD_MS = 2 * MINUTE_MS;

/** The observed concurrency shows that. A call alone does not: some calls raise the limit. */
export function isLowered({ kind, call }: Change): boolean {
  return kind === 'limit' && call === undefined;
}
