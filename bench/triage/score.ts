import { quantile } from '../report.ts';
import type { Mark } from './mark.ts';

/** Averages over many reports; NaN if none of them has anything of that kind. */
export interface Score {
  readonly reports: number;
  readonly first: number;
  readonly inThree: number;
  readonly saysNothing: number;
  readonly saysSteady: number;
  readonly onsetNear: number;
  /** Only of incidents whose log may be read. */
  readonly patternFirst: number;
  /** A count: incidents with a pattern that `patternFirst` leaves out, because the log may not be read. */
  readonly patternsUnreadable: number;
  readonly dimensionNamed: number;
  readonly lossKnown: number;
  /** A count, not a share: one is too many. */
  readonly harmful: number;
  readonly brier: number;
  readonly medianMs: number;
  readonly slowestMs: number;
}

export function scoreOf(marks: readonly Mark[]): Score {
  const share = (of: (mark: Mark) => boolean | null) => {
    const known = marks.map(of).filter((value) => value !== null);
    return known.filter(Boolean).length / known.length;
  };
  const told = marks.flatMap((mark) => mark.told ?? []);
  const misses = told.map(({ confidence, isRight }) => (confidence - Number(isRight)) ** 2);
  const times = marks.map(({ tookMs }) => tookMs);
  return {
    reports: marks.length,
    first: share(({ isFirst }) => isFirst),
    inThree: share(({ isInThree }) => isInThree),
    saysNothing: share(({ saysNothing }) => saysNothing),
    saysSteady: share(({ saysSteady }) => saysSteady),
    onsetNear: share(({ onsetIsNear }) => onsetIsNear),
    patternFirst: share(({ patternIsFirst }) => patternIsFirst),
    patternsUnreadable: marks.filter(({ patternIsUnreadable }) => patternIsUnreadable).length,
    dimensionNamed: share(({ namesDimension }) => namesDimension),
    lossKnown: share(({ knowsLoss }) => knowsLoss),
    harmful: marks.reduce((count, { harmful }) => count + harmful.length, 0),
    brier: misses.reduce((sum, miss) => sum + miss, 0) / misses.length,
    medianMs: quantile(times, 0.5),
    slowestMs: Math.max(...times),
  };
}
