import type { RawText } from '../terminal/text.ts';

/**
 * Environments that are kept ready for an alias or a version.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedConcurrencyConfigListItem.html
 */
export interface ProvisionedConcurrency {
  /** The name of the alias, or the number of the version. */
  readonly qualifier: RawText;
  readonly requested: number;
  /** Those that are there. */
  readonly allocated: number;
  /** `READY`, `IN_PROGRESS` or `FAILED`. */
  readonly status: RawText;
  /** Why it failed; null where it did not. */
  readonly statusReason: RawText | null;
}
