import type { RawText } from '../../terminal/text.ts';
import type { EpochMs } from '../time.ts';

/**
 * A published version, which never changes, or `$LATEST` in its current state.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export interface FunctionVersion {
  /** `$LATEST` or a number. */
  readonly version: RawText;
  /** When it was published; for `$LATEST`, when it was last changed. Null if AWS does not say. */
  readonly modifiedMs: EpochMs | null;
  /** Equal for equal code; null if AWS does not say. */
  readonly codeDigest: RawText | null;
  readonly runtime: RawText | null;
  readonly architecture: RawText | null;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** ARNs of the layers, each with its version. */
  readonly layers: readonly RawText[];
}

export const LATEST = '$LATEST';
