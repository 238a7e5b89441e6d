import type { RawText } from '../../terminal/text.ts';

/**
 * The provisioned environments of an alias or a version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedConcurrencyConfigListItem.html
 */
export interface ProvisionedConcurrency {
  /** The name of the alias, or the number of the version. */
  readonly qualifier: RawText;
  readonly requested: number;
  /** Those that are ready. */
  readonly allocated: number;
  /** `READY`, `IN_PROGRESS` or `FAILED`. */
  readonly status: RawText;
  /** Why it failed; null if it did not. */
  readonly statusReason: RawText | null;
}
