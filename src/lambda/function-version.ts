import type { RawText } from '../terminal/text.ts';
import type { EpochMs } from './time.ts';

/**
 * A version as it was published and will be for ever, or `$LATEST` as it is now.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export interface FunctionVersion {
  /** `$LATEST` or a number. */
  readonly version: RawText;
  /** When it was published; of `$LATEST`, when it was last changed. Null where AWS does not say. */
  readonly modifiedMs: EpochMs | null;
  /** The same for the same code; null where AWS does not say. */
  readonly codeDigest: RawText | null;
  readonly runtime: RawText | null;
  readonly architecture: RawText | null;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** ARNs of the layers, each with its version. */
  readonly layers: readonly RawText[];
}

export const LATEST = '$LATEST';
