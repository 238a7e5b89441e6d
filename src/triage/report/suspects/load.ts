import { utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { words } from '../../../terminal/words.ts';
import { attemptsSince } from '../../change/traffic-change.ts';
import { trafficWords } from '../../sentence/traffic-words.ts';
import { tenseOfReport } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

/** More traffic than before. The first suspicion of users, so it is also ruled out explicitly. */
export const load: SuspectRule = {
  name: 'load',
  weigh(file, { attempts, duration, throttlesMs, firstMs }) {
    if (!file.reasons.some(({ rule }) => RULES_OF_LOAD.has(rule))) return null;
    const evidence = [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')];
    const rose = attempts !== null && attempts.now > attempts.before;
    const pro: Weighed[] = rose
      ? [
          {
            weight: 3,
            says: words`${trafficWords(attempts, tenseOfReport(file))}, since ${utcMinute(attempts.sinceMs)}`,
            evidence,
          },
        ]
      : [];
    const contra: Weighed[] = [];
    const change = firstMs === null ? null : attemptsSince(file.minutes, firstMs);
    // That attempts did not change can't be told without them.
    if (!rose && firstMs !== null && change === null) return null;
    if (!rose)
      contra.push({
        weight: 3,
        says:
          change === null
            ? words`attempts did not change`
            : words`attempts ${change < 0 ? safe`fell` : safe`rose`} by ${wholePercentText(Math.abs(change))} % only`,
        evidence,
      });
    if (rose && duration !== null && duration.sinceMs < attempts.sinceMs)
      contra.push({
        weight: 2,
        says: words`duration rose first, at ${utcMinute(duration.sinceMs)}`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    if (rose && throttlesMs !== null && attempts.sinceMs <= throttlesMs)
      pro.push({ weight: 1, says: words`throttles began after it`, evidence });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`calls that are tried again count as more, and lmon can't tell them`,
        evidence,
      });
    return {
      title: words`more traffic`,
      pro,
      contra,
      advice: {
        now: words`find out who calls more, and whether they mean to`,
        next: words`raise the limit that binds, where the account pool has room`,
        later: words`put a queue in front, or limit the rate of each caller`,
        harms: words`a limit raised out of the account pool is taken from all who share it`,
      },
    };
  },
};

const RULES_OF_LOAD: ReadonlySet<string> = new Set([
  'throttles',
  'use',
  'eta',
  'iteratorAge',
  'backlog',
  'pool',
]);
