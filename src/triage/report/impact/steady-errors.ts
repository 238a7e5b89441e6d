import { MINUTE_MS } from '../../../lambda/time.ts';
import { ageInWords, groupedText, percentText, utcDay, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { PastErrors } from '../../change/past-errors.ts';
import { type FunctionMinute, total } from '../../minute/function-minute.ts';
import { hourWords } from '../../sentence/time-words.ts';
import { type CaseFile, windowOf } from '../case-file/case-file.ts';
import { onsetsOf } from '../case-file/onsets.ts';
import { pastOutages } from '../case-file/past-outages.ts';
import { verb } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';
import { knownSince } from './trend.ts';

/** Without a known onset, a rate says more than a count over an arbitrary span. */
export function steadyErrors(file: CaseFile, count: number): readonly Claim[] {
  const outages = pastOutages(file);
  const newest = outages.at(-1);
  if (newest !== undefined) return [errorsAfter(file, newest, outages.slice(0, -1))];
  const calls = total(knownSince(file, null), ({ invocations }) => invocations);
  if (calls === 0) return [];
  return [
    {
      says: words`${percentText(count / calls)} % of its calls ${steadySince(file)}`,
      evidence: evidenceOf(file),
    },
  ];
}

export function knownTime(file: Pick<CaseFile, 'minutes' | 'toMs'>): SafeText {
  const { fromMs, toMs } = windowOf(file);
  return ageInWords(toMs + MINUTE_MS - fromMs);
}

function errorsAfter(file: CaseFile, newest: PastErrors, earlier: readonly PastErrors[]): Claim {
  const minutes = knownSince(file, null);
  const after = minutes.filter(({ minuteMs }) => minuteMs >= newest.endedMs);
  const rate = failedIn(after) / total(after, ({ invocations }) => invocations);
  const before = safe`${beforeText(rate, newest.before)} ${utcMinute(newest.sinceMs)}`;
  return {
    says: words`${percentText(rate)} % of its calls ${verb(file, 'fail', 'failed')} since ${utcMinute(newest.endedMs)}, ${before}; ${strong(groupedText(failedWithin(minutes, newest)))} failed in between${earlierText(minutes, earlier)}`,
    evidence: evidenceOf(file),
  };
}

/** A larger difference is not "about the same": readers see both rates. */
const ABOUT_THE_SAME = 1.25;

function beforeText(rate: number, before: number): SafeText {
  const isAsBefore = rate <= ABOUT_THE_SAME * before && before <= ABOUT_THE_SAME * rate;
  return isAsBefore ? safe`as before` : safe`${percentText(before)} % did before`;
}

function earlierText(minutes: readonly FunctionMinute[], earlier: readonly PastErrors[]): SafeText {
  const [first] = earlier;
  if (first === undefined) return safe``;
  const failed = earlier.reduce((sum, outage) => sum + failedWithin(minutes, outage), 0);
  const when =
    earlier.length === 1
      ? safe`from ${utcMinute(first.sinceMs)} to ${utcMinute(first.endedMs)}`
      : safe`in ${earlier.length} outages before, since ${utcMinute(first.sinceMs)}`;
  return safe`, and ${groupedText(failed)} ${when}`;
}

function failedWithin(minutes: readonly FunctionMinute[], { sinceMs, endedMs }: PastErrors): number {
  return failedIn(minutes.filter(({ minuteMs }) => minuteMs >= sinceMs && minuteMs < endedMs));
}

function failedIn(minutes: readonly FunctionMinute[]): number {
  return total(minutes, ({ errors }) => errors);
}

/**
 * The week may know an onset that the known minutes don't contain. Their rate is then not that of all the time since,
 * which the timeline tells.
 */
function steadySince(file: CaseFile): SafeText {
  const { week } = onsetsOf(file);
  return week === null
    ? safe`${verb(file, 'fail', 'failed')}, as in all ${knownTime(file)} that are known`
    : safe`failed in the last ${knownTime(file)}; errors began ${hourWords(week)} on ${utcDay(week.hourMs)}`;
}

function evidenceOf(file: CaseFile): Claim['evidence'] {
  return [metric(file, 'Errors', 'Sum'), metric(file, 'Invocations', 'Sum')];
}
