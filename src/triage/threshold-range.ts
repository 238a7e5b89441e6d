import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lambda/time.ts';
import type { Threshold, Thresholds } from './thresholds.ts';

/** The valid values of a threshold. Beyond it the rule would never fire, or always. */
export interface ThresholdRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** The range in an error message. */
  readonly says: string;
  /** On which side of `warnAt` a pair's `critAt` lies. */
  readonly worse: 'above' | 'below';
}

const SHARE: ThresholdRange = {
  least: 0,
  most: 1,
  isWhole: false,
  says: 'a share from 0 to 1; 0.05 is 5 %',
  worse: 'above',
};

export const THRESHOLD_RANGES: Readonly<Record<keyof Thresholds, ThresholdRange>> = {
  errors: SHARE,
  fewestErrors: {
    least: 1,
    most: 1_000_000,
    isWhole: true,
    says: 'a whole number from 1 to 1000000',
    worse: 'above',
  },
  throttles: SHARE,
  timeout: SHARE,
  memory: SHARE,
  use: SHARE,
  pool: SHARE,
  etaMs: { least: 0, most: DAY_MS, isWhole: false, says: 'milliseconds from 0 to 86400000', worse: 'below' },
  // A Kinesis stream keeps records for a year at most.
  iteratorAgeMs: {
    least: 0,
    most: 365 * DAY_MS,
    isWhole: false,
    says: 'milliseconds from 0 to 31536000000',
    worse: 'above',
  },
  // A queue keeps messages for two weeks at most, Lambda events for six hours.
  queueAgeMs: {
    least: 0,
    most: 14 * DAY_MS,
    isWhole: false,
    says: 'milliseconds from 0 to 1209600000',
    worse: 'above',
  },
  asyncEventAgeMs: {
    least: 0,
    most: 6 * HOUR_MS,
    isWhole: false,
    says: 'milliseconds from 0 to 21600000',
    worse: 'above',
  },
  // Longer silences would be compared with an hour that lmon may no longer hold.
  silenceMs: {
    least: 5 * MINUTE_MS,
    most: HOUR_MS,
    isWhole: false,
    says: 'milliseconds from 300000 to 3600000',
    worse: 'above',
  },
  timesUsual: { least: 1, most: 100, isWhole: false, says: 'a number from 1 to 100', worse: 'above' },
};

/** What is wrong with a threshold, in words that follow its name; null when it is valid. */
export function outOfRange(value: number, { least, most, isWhole, says }: ThresholdRange): string | null {
  const isWithin = value >= least && value <= most && (!isWhole || Number.isInteger(value));
  return isWithin ? null : `${value} is not ${says}`;
}

/**
 * What is wrong with a pair's order; null when it is valid.
 *
 * @param write formats values that users type in another form than numbers
 */
export function outOfOrder(
  { warnAt, critAt }: Threshold,
  { worse }: ThresholdRange,
  write: (value: number) => string = String,
): string | null {
  const isInOrder = worse === 'above' ? warnAt <= critAt : warnAt >= critAt;
  const opposite = worse === 'above' ? 'below' : 'above';
  return isInOrder ? null : `critAt ${write(critAt)} must not be ${opposite} warnAt ${write(warnAt)}`;
}
