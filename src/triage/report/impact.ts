import type { EpochMs } from '../../lambda/time.ts';
import { groupedText, utcMinute } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import { errorRateOf, type FunctionMinute, lostEventsOf, throttleRateOf, total } from '../function-minute.ts';
import type { CaseFile } from './case-file.ts';
import type { Claim } from './claim.ts';
import { api, metric } from './evidence.ts';
import type { Onsets } from './onsets.ts';

/** How much was lost since it began, who feels it, and whether it gets better. Lost data first. */
export function impactOf(file: CaseFile, onsets: Onsets): readonly Claim[] {
  const { firstMs } = onsets;
  const throttlesMs = onsets.throttlesMs ?? firstMs;
  const errorsMs = onsets.errorsMs ?? firstMs;
  const minutes = minutesSince(file, firstMs);
  const lost = total(minutes, lostEventsOf);
  const rejected = total(minutesSince(file, throttlesMs), ({ throttles }) => throttles);
  const failed = total(minutesSince(file, errorsMs), ({ errors }) => errors);
  const counts: Claim[] = [];
  if (lost > 0)
    counts.push({
      says: words`${strong(safe`${groupedText(lost)} events are lost`, 'crit')} ${sinceText(firstMs)}: Lambda has none of them any more`,
      evidence: [
        metric(file, 'DeadLetterErrors', 'Sum', firstMs),
        metric(file, 'DestinationDeliveryFailures', 'Sum', firstMs),
      ],
    });
  if (rejected > 0)
    counts.push({
      says: words`${strong(groupedText(rejected))} requests turned away ${sinceText(throttlesMs)}`,
      evidence: [metric(file, 'Throttles', 'Sum', throttlesMs)],
    });
  if (failed > 0)
    counts.push({
      says: words`${strong(groupedText(failed))} calls failed ${sinceText(errorsMs)}`,
      evidence: [metric(file, 'Errors', 'Sum', errorsMs)],
    });
  return [...counts, ...callers(file, rejected + failed), ...trend(file, minutes)];
}

function minutesSince({ minutes }: CaseFile, sinceMs: EpochMs | null): readonly FunctionMinute[] {
  return sinceMs === null ? minutes : minutes.filter(({ minuteMs }) => minuteMs >= sinceMs);
}

function sinceText(sinceMs: EpochMs | null): SafeText {
  return sinceMs === null ? safe`in the minutes that are known` : safe`since ${utcMinute(sinceMs)}`;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html */
function callers({ eventSources }: CaseFile, hit: number): readonly Claim[] {
  if (hit === 0) return [];
  const evidence = [api('lambda:ListEventSourceMappings')];
  if (!eventSources.known) return [{ says: words`who calls it lmon may not see`, evidence }];
  const kinds = new Set(eventSources.value.map(({ kind }) => kind));
  if (kinds.size === 0)
    return [
      {
        says: words`no event source mapping tries again for its callers: they see the errors themselves`,
        evidence,
      },
    ];
  return [
    {
      says: words`its event source tries again: what fails waits, and is lost only when that gives up`,
      evidence,
    },
  ];
}

const RECOVERED = 0.5;
const NEWEST = 3;

function trend(file: CaseFile, minutes: readonly FunctionMinute[]): readonly Claim[] {
  const rates = minutes.map((minute) => (throttleRateOf(minute) ?? 0) + (errorRateOf(minute) ?? 0));
  const worst = Math.max(0, ...rates);
  const newest = rates.slice(-NEWEST);
  if (worst === 0 || newest.length === 0) return [];
  const evidence = [metric(file, 'Errors', 'Sum'), metric(file, 'Throttles', 'Sum')];
  const mean = newest.reduce((sum, rate) => sum + rate, 0) / newest.length;
  if (mean === 0) return [{ says: words`over for now: the newest three minutes are clean`, evidence }];
  return mean < RECOVERED * worst
    ? [{ says: words`less than at its worst, and not over`, evidence }]
    : [{ says: words`not recovering`, evidence }];
}
