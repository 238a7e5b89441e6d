import { ageText, groupedText, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { Weighed } from '../claim.ts';
import { api, metric } from '../evidence.ts';
import type { SuspectRule } from '../suspect.ts';

const LONG_WAIT_MS = 60_000;
const NEARLY_ALL = 0.7;

/** Messages wait, because their mapping may run no more of the function at once. */
export const queueBacklog: SuspectRule = {
  name: 'queueBacklog',
  weigh(file, { duration }) {
    const { limit } = file.assessment;
    const { waiting } = file;
    if (waiting?.of !== 'messages' || limit.kind !== 'source' || limit.inUse === null) return null;
    const use = limit.inUse / limit.value;
    if (use < NEARLY_ALL) return null;
    const mapping = api('lambda:ListEventSourceMappings');
    const pro: Weighed[] = [
      {
        weight: 3,
        says: words`${strong(safe`${wholePercentText(Math.min(1, use))} %`)} of the ${groupedText(limit.value)} that its mapping may run at once are busy`,
        evidence: [mapping, metric(file, 'ConcurrentExecutions', 'Maximum')],
      },
    ];
    const contra: Weighed[] = [];
    const age = metric(file, 'ApproximateAgeOfOldestMessage', 'Maximum');
    if (waiting.ageMs !== null && waiting.ageMs >= LONG_WAIT_MS)
      pro.push({
        weight: 2,
        says: words`the oldest message waits ${strong(ageText(waiting.ageMs))}`,
        evidence: [age],
      });
    else contra.push({ weight: 1, says: words`no message waits for long yet`, evidence: [age] });
    if (duration !== null)
      contra.push({
        weight: 2,
        says: words`its calls take longer than they did: at the old duration that would do`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`whether more is sent than before the queue's own metrics would say`,
        evidence: [age],
      });
    return {
      title: words`messages wait for the maximum concurrency of their mapping`,
      pro,
      contra,
      advice: {
        now: words`see whether what it calls bears more; then raise the maximum concurrency of its mapping`,
        next: words`larger batches, if a call costs more than its messages`,
        later: words`an alarm on the age of the oldest message`,
        harms: words`emptying the queue: what waits is not lost, unless it waits longer than the queue keeps it`,
      },
    };
  },
};
