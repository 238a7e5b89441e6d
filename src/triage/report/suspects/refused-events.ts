import { groupedText } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { api, metric } from '../evidence.ts';
import type { SuspectRule } from '../suspect.ts';

/** Where failed events should go takes them not: they are gone. */
export const refusedEvents: SuspectRule = {
  name: 'refusedEvents',
  weigh(file) {
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
