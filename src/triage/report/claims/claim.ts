import type { EpochMs } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import type { RawText } from '../../../terminal/text.ts';

/** Where a figure or a statement comes from, so that anybody can look it up again. */
export type Evidence =
  | {
      readonly source: 'metric';
      /** As CloudWatch names it in AWS/Lambda or AWS/SQS. */
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
      /** One of the lines that tell it; null where none is kept. */
      readonly requestId: RawText | null;
      /** What Lambda measured at each call and wrote into its REPORT, beside what lines say of failures. */
      readonly measured?: 'memory';
    }
  | { readonly source: 'api'; readonly operation: string };

/** One statement of a report. */
export interface Claim {
  readonly says: Line;
  readonly evidence: readonly Evidence[];
}

/** A statement that speaks for or against a suspect, and how much: a natural logarithm of how much likelier it makes it. */
export interface Weighed extends Claim {
  readonly weight: number;
}
