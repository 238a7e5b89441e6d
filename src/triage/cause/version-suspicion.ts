import type { Line } from '../../terminal/line.ts';
import { groupedText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { RawText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';

/** Outcomes of the calls to one version. */
export interface VersionOutcome {
  readonly version: RawText;
  /** Share of the calls that are sent here, 0 to 1. */
  readonly weight: number;
  readonly invocations: number | null;
  /** Errors over invocations, 0 to 1. */
  readonly errorRate: number | null;
}

/** The span over which a version's calls and errors are summed up. */
export const VERSION_MINUTES = 15;

/** Chance reaches this many standard errors once in 15,000 comparisons. */
const LEAST_STANDARD_ERRORS = 4;
/** With fewer errors the test is not valid. */
const LEAST_ERRORS = 5;
const LEAST_RATIO = 3;
const LEAST_RATE = 0.01;

/** The failing version, with the version that fails least. */
export interface SuspectVersion {
  readonly bad: VersionOutcome;
  readonly good: VersionOutcome;
}

/** The version behind an alias that fails while another does not; null where they fail alike. */
export function suspectVersion(versions: readonly VersionOutcome[]): SuspectVersion | null {
  const worstFirst = versions.toSorted((one, other) => (other.errorRate ?? 0) - (one.errorRate ?? 0));
  const [bad, ...others] = worstFirst;
  const good = others.at(-1);
  return bad === undefined || good === undefined || !failsMore(bad, good) ? null : { bad, good };
}

/**
 * Says that one version fails while the other does not; null where they fail alike. On narrow screens its
 * traffic is dropped first.
 */
export function versionSuspicion(versions: readonly VersionOutcome[], tense: Tense): Line | null {
  const suspect = suspectVersion(versions);
  if (suspect === null) return null;
  const { bad, good } = suspect;
  const share = strong(safe`${percentText(bad.errorRate ?? 0)} %`);
  const fails = words`version ${safeText(bad.version)} ${inTense(tense, 'fails', 'failed')} ${share} of its calls (${safeText(good.version)}: ${percentText(good.errorRate ?? 0)} %)`;
  return words`${fails}; it ${inTense(tense, 'takes', 'took')} ${wholePercentText(bad.weight)} % of traffic, ${groupedText(bad.invocations ?? 0)} calls in ${VERSION_MINUTES} min`;
}

/** @see https://en.wikipedia.org/wiki/Two-proportion_Z-test */
function failsMore(bad: VersionOutcome, good: VersionOutcome): boolean {
  if (bad.errorRate === null || good.errorRate === null || !bad.invocations || !good.invocations)
    return false;
  const { errorRate: rate, invocations: count } = bad;
  const { errorRate: otherRate, invocations: otherCount } = good;
  const pooled = (rate * count + otherRate * otherCount) / (count + otherCount);
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / count + 1 / otherCount));
  return (
    rate * count >= LEAST_ERRORS &&
    rate >= LEAST_RATE &&
    rate >= LEAST_RATIO * otherRate &&
    rate - otherRate > LEAST_STANDARD_ERRORS * standardError
  );
}
