import { ageInWords, countText } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { api, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

/** Calls stopped: the caller is what to check. */
export const silence: SuspectRule = {
  name: 'silence',
  weigh(file) {
    const reason = file.reasons.find(({ rule }) => rule === 'silence');
    if (reason === undefined) return null;
    const last = file.minutes.findLast(({ invocations }) => (invocations ?? 0) > 0);
    return {
      title: words`its caller or trigger stopped`,
      pro: [
        {
          weight: 4,
          says: words`usually ${strong(countText(reason.value))} calls a minute, none for ${ageInWords(file.toMs - (last?.minuteMs ?? file.toMs))}`,
          evidence: [metric(file, 'Invocations', 'Sum')],
        },
        { weight: 1, says: words`no call was turned away`, evidence: [metric(file, 'Throttles', 'Sum')] },
      ],
      contra: [
        {
          weight: 0,
          says: words`a planned stop looks the same`,
          evidence: [api('lambda:ListEventSourceMappings')],
        },
      ],
      advice: {
        now: words`check whoever calls it: gateway, schedule, event source mapping`,
        next: words`see whether the events wait somewhere, or were never sent`,
        later: words`an alarm on too few invocations`,
        harms: null,
      },
    };
  },
};
