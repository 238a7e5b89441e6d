import { strong, words } from '../../../terminal/words.ts';
import type { Reason } from '../../rules/reason.ts';
import { messagesAMinute, redriveQueue } from '../../sentence/waiting-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { callsInLog } from '../said/calls-in-log.ts';
import { saidLine } from '../said/said-line.ts';

/** Messages that can't be processed end in the redrive queue. */
export const badMessages: SuspectRule = {
  name: 'badMessages',
  weigh(file) {
    const reason = file.reasons.find(({ rule }) => rule === 'redrive');
    if (reason === undefined) return null;
    const queue = redriveQueue(file.redrives.map(({ queueName }) => queueName));
    const group = file.log?.groups[0] ?? null;
    const pro: Weighed[] = [
      {
        weight: 4,
        says: words`${strong(messagesAMinute(reason.value))} ${verb(file, 'fail', 'failed')} every time and ${verb(file, 'go', 'went')} to ${queue}`,
        evidence: [{ ...metric(file, 'ApproximateNumberOfMessagesVisible', 'Maximum') }],
      },
    ];
    if (group !== null && file.log !== null)
      pro.push({
        weight: 1,
        says: words`${callsInLog(group.count, file.log)} said: ${saidLine(group)}`,
        evidence: logLines(file, group),
      });
    const contra: Weighed[] = mayComeOfThrottles(file, reason)
      ? [
          {
            weight: 2,
            says: words`throttles ${verb(file, 'use', 'used')} up receives too`,
            evidence: [metric(file, 'Throttles', 'Sum')],
          },
        ]
      : [{ weight: 0, says: words`lmon does not read what is in the messages`, evidence: logLines(file) }];
    return {
      title: words`messages that cannot be worked on`,
      pro,
      contra,
      advice: {
        now: words`read one message of ${queue} and what the log says of it; ask who sends them`,
        next: words`mend the code or the sender, then redrive what waits`,
        later: words`check messages where they are sent, and alarm on the depth of the redrive queue`,
        harms: words`a redrive before the cause is mended only sends them round again`,
      },
    };
  },
};

/** Throttled messages return to the queue and count as received once more, but not before the throttles began. */
function mayComeOfThrottles({ reasons }: CaseFile, { sinceMs }: Reason): boolean {
  const throttles = reasons.find(({ rule }) => rule === 'throttles');
  if (throttles === undefined) return false;
  return sinceMs === null || throttles.sinceMs === null || throttles.sinceMs <= sinceMs;
}
