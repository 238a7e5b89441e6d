import type { RawText } from '../terminal/text.ts';
import type { EpochMs } from './time.ts';

/**
 * A call that changed something, and who made it, as CloudTrail keeps it for 90 days.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html
 */
export interface TrailEvent {
  readonly eventId: RawText;
  readonly atMs: EpochMs;
  /** Without the API date that Lambda's event names carry: `UpdateFunctionCode`. */
  readonly call: RawText;
  /** A user, or the session of a role; null if CloudTrail does not say. */
  readonly actor: RawText | null;
}
