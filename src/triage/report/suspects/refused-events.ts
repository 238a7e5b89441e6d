import type { EpochMs } from '../../../lambda/time.ts';
import { groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { lossWayOf } from '../../minute/event-loss.ts';
import type { Reason } from '../../rules/rules.ts';
import type { CaseFile } from '../case-file.ts';
import type { Weighed } from '../claim.ts';
import { api, metric } from '../evidence.ts';
import type { SuspectRule } from '../suspect.ts';

/** Where failed events should go takes them not: they are gone. */
export const refusedEvents: SuspectRule = {
  name: 'refusedEvents',
  weigh(file, { errorsMs }) {
    const reason = file.reasons.find(({ rule }) => rule === 'deadLetterErrors');
    if (reason === undefined) return null;
    const { deadLetterTarget } = file.configuration;
    const evidence = [
      metric(file, 'DeadLetterErrors', 'Sum'),
      metric(file, 'DestinationDeliveryFailures', 'Sum'),
      metric(file, 'AsyncEventsDropped', 'Sum'),
    ];
    return {
      title:
        deadLetterTarget === null
          ? words`events that have no place to go`
          : words`the dead-letter target takes no events`,
      pro: [
        {
          weight: 5,
          says: words`${strong(groupedText(reason.value))} events were lost in five minutes`,
          evidence,
        },
      ],
      contra: [
        ...failedBefore(file, reason, errorsMs),
        {
          weight: 0,
          says: words`whether its role may write there, or the target is gone, no metric says`,
          evidence: [api('lambda:GetFunctionConfiguration')],
        },
      ],
      advice: {
        now: words`check that the target exists and that the function's role may write to it`,
        next: words`find the lost events at whoever sent them: Lambda has none of them any more`,
        later: words`an on-failure destination instead, and an alarm on DeadLetterErrors`,
        harms: words`more retries only delay the loss`,
      },
    };
  },
};

/** Lambda drops what has failed each time that it was tried: that it has no place to go is how it is lost, and not why. */
function failedBefore(file: CaseFile, { sinceMs }: Reason, errorsMs: EpochMs | null): readonly Weighed[] {
  if (lossWayOf(file.minutes) !== 'dropped' || errorsMs === null || sinceMs === null || errorsMs >= sinceMs)
    return [];
  return [
    {
      weight: 2,
      says: words`calls fail since ${utcMinute(errorsMs)}: what is lost is what failed each time it was tried`,
      evidence: [metric(file, 'Errors', 'Sum'), metric(file, 'AsyncEventsDropped', 'Sum')],
    },
  ];
}
