import { durationInWords, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { areAllSlower, medianRise } from '../../change/median-rise.ts';
import { failsAtTimeout } from '../../rules/timeout.ts';
import { SIGNS } from '../../thresholds.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { hurtsByErrors } from '../case-file/hurts-by-errors.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { cutStartsInstead } from './slow-starts.ts';

/** Calls run into the timeout: an effect, not a cause. */
export const timeouts: SuspectRule = {
  name: 'timeouts',
  weigh(file, { duration }) {
    const share = shareOfFailures(file, ({ kind }) => kind === 'timeout');
    // Without the log, metrics show that calls time out, but not how many of the failures those are.
    const isToldByMetrics = file.log === null && failsAtTimeout(file);
    const rise = duration === null ? null : medianRise(file.minutes, duration.sinceMs);
    const onlySome = duration === null || (rise !== null && !areAllSlower(rise));
    if (!hurtsByErrors(file)) return null;
    if (!isToldByMetrics && (share === null || share.share < SIGNS.someFailures)) return null;
    const { timeoutMs } = file.configuration;
    const pro: Weighed[] = [
      share === null
        ? {
            weight: 2,
            says: words`in most minutes with errors the longest call took all of the ${durationInWords(timeoutMs)} timeout`,
            evidence: [metric(file, 'Duration', 'Maximum'), metric(file, 'Errors', 'Sum')],
          }
        : {
            weight: share.share >= SIGNS.mostFailures ? 2.5 : 1,
            says: words`${strong(safe`${wholePercentText(share.share)} %`)} of its failures since ${utcMinute(share.fromMs)} ${verb(file, 'end', 'ended')} at the ${durationInWords(timeoutMs)} timeout`,
            evidence: [...logLines(file, share.group), metric(file, 'Duration', 'Maximum')],
          },
    ];
    if (onlySome)
      pro.push({
        weight: 1,
        says:
          rise === null
            ? words`its average duration ${verb(file, 'is', 'was')} as ever: only some calls ${verb(file, 'hang', 'hung')}`
            : words`the median call ${verb(file, 'takes', 'took')} ${strong(durationInWords(rise.nowMs))}, ${durationInWords(rise.beforeMs)} before: only some calls ${verb(file, 'hang', 'hung')}`,
        evidence: [metric(file, 'Duration', rise === null ? 'Average' : 'p50')],
      });
    const contra: Weighed[] = onlySome
      ? [
          {
            weight: 0,
            says: words`metrics do not say what they ${verb(file, 'hang', 'hung')} on`,
            evidence: [metric(file, 'Duration', 'Maximum')],
          },
        ]
      : [
          {
            weight: 2,
            says: words`all calls became slower: the timeout ${verb(file, 'is where that ends', 'was where that ended')}, not why`,
            evidence: [metric(file, 'Duration', 'Average')],
          },
        ];
    contra.push(...cutStartsInstead(file));
    return {
      title: words`calls that hang until the timeout`,
      pro,
      contra,
      advice: {
        now: words`read the last line of a call that timed out: it waits for what comes next`,
        next: words`give each call to others a timeout shorter than the function's`,
        later: words`do the slow part elsewhere, or in pieces`,
        harms: words`a longer timeout keeps more environments busy with calls that will fail`,
      },
    };
  },
};
