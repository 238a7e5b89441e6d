import type { EpochMs } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { type LossWay, lossWayOf } from '../../minute/event-loss.ts';
import type { Reason } from '../../rules/reason.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';

/** The target of failed events rejects them: they are lost. */
export const refusedEvents: SuspectRule = {
  name: 'refusedEvents',
  weigh(file, { errorsMs }) {
    const reason = file.reasons.find(({ rule }) => rule === 'deadLetterErrors');
    if (reason === undefined) return null;
    const way = lossWayOf(file.minutes);
    const evidence = [
      metric(file, 'DeadLetterErrors', 'Sum'),
      metric(file, 'DestinationDeliveryFailures', 'Sum'),
      metric(file, 'AsyncEventsDropped', 'Sum'),
    ];
    return {
      title: TITLES[way],
      pro: [
        {
          weight: 5,
          says: words`${strong(groupedText(reason.value))} events were lost in 5 min`,
          evidence,
        },
      ],
      contra: [
        ...failedBefore(file, reason, errorsMs),
        way === 'dropped'
          ? {
              weight: 0,
              says: words`the metric does not say whether each try failed or they waited too long`,
              evidence,
            }
          : {
              weight: 0,
              says: words`no metric says whether its role may write there, or the target is gone`,
              evidence: [api('lambda:GetFunctionConfiguration')],
            },
      ],
      advice: way === 'dropped' ? DROPPED_ADVICE : REFUSED_ADVICE,
    };
  },
};

const TITLES: Readonly<Record<LossWay, Line>> = {
  deadLetterTarget: words`the dead-letter target takes no events`,
  destination: words`the destination takes no events`,
  both: words`neither the dead-letter target nor the destination takes events`,
  dropped: words`events that have no place to go`,
};

const FIND_LOST = words`find the lost events at whoever sent them: Lambda has none of them any more`;

const REFUSED_ADVICE: Advice = {
  now: words`check that the target exists and that the function's role may write to it`,
  next: FIND_LOST,
  later: words`an on-failure destination instead, and an alarm on DeadLetterErrors`,
  harms: words`more retries only delay the loss`,
};

const DROPPED_ADVICE: Advice = {
  now: words`give it an on-failure destination, so that what fails from now on is kept; then mend why calls fail`,
  next: FIND_LOST,
  later: words`an alarm on AsyncEventsDropped`,
  harms: words`more retries only delay the loss`,
};

/**
 * Lambda sends an event to the target only after its last retry failed: the failing call is the cause, the missing
 * target only loses it.
 */
function failedBefore(file: CaseFile, { sinceMs }: Reason, errorsMs: EpochMs | null): readonly Weighed[] {
  if (lossWayOf(file.minutes) !== 'dropped' || errorsMs === null || sinceMs === null || errorsMs >= sinceMs)
    return [];
  return [
    {
      weight: 4,
      says: words`calls ${verb(file, 'fail', 'failed')} since ${utcMinute(errorsMs)}: what ${verb(file, 'is', 'was')} lost is what failed each time it was tried`,
      evidence: [metric(file, 'Errors', 'Sum'), metric(file, 'AsyncEventsDropped', 'Sum')],
    },
  ];
}
