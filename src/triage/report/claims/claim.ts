import type { EpochMs } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';

/** The source of a figure or statement, so that it can be looked up again. */
export type Evidence =
  | {
      readonly source: 'metric';
      /** The metric's name in AWS/Lambda or AWS/SQS. */
      readonly metric: string;
      readonly statistic: string;
      readonly periodSeconds: number;
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
    }
  | {
      readonly source: 'log';
      readonly logGroup: RawText;
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
      /** One of the matching lines; null where none is kept. */
      readonly requestId: RawText | null;
      /** Measured by Lambda for each call and written into its REPORT, unlike failure lines. */
      readonly measured?: 'memory';
    }
  | { readonly source: 'api'; readonly operation: string };

/** One statement of a report. */
export interface Claim {
  readonly says: Line;
  readonly evidence: readonly Evidence[];
}

/** A statement for or against a suspect, with its weight: the natural logarithm of how much likelier it makes it. */
export interface Weighed extends Claim {
  readonly weight: number;
}
