import type { RawText } from '../../terminal/text.ts';
import { HOUR_MS } from '../time.ts';

/**
 * What Lambda does with an asynchronous event that fails. Null in place of the whole is Lambda's default: two retries,
 * and six hours.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionEventInvokeConfig.html
 */
export interface AsyncDelivery {
  readonly maximumRetries: number | null;
  readonly maximumEventAgeMs: number | null;
  readonly failureDestination: RawText | null;
  /** Absent if results of successful events are discarded. */
  readonly successDestination?: RawText;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_RETRIES = 2;
export const DEFAULT_EVENT_AGE_MS = 6 * HOUR_MS;
