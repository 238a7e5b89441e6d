import { groupedText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { words } from '../../terminal/words.ts';
import { attemptsOf, lostEventsOf, total } from '../function-minute.ts';
import type { CaseFile } from './case-file.ts';
import type { Claim } from './claim.ts';
import { api, logLines, metric } from './evidence.ts';
import type { Onsets } from './onsets.ts';

const MUCH_MEMORY = 0.9;
const MANY_COLD_STARTS = 0.05;
const NEAR_TIMEOUT = 0.8;
const FULL = 0.7;

/** What was looked at and is as it should be. What has no data is not here: it is not known. */
export function clearOf(file: CaseFile, { duration }: Onsets): readonly Claim[] {
  const { minutes, memory, configuration, pool } = file;
  const claims: Claim[] = [];
  const recent = minutes.slice(-15);
  const asked = total(minutes, attemptsOf);
  if (asked > 0 && total(minutes, ({ throttles }) => throttles) === 0)
    claims.push({
      says: words`no throttles in ${groupedText(asked)} attempts`,
      evidence: [metric(file, 'Throttles', 'Sum')],
    });
  if (asked > 0 && total(minutes, ({ errors }) => errors) === 0)
    claims.push({ says: words`no errors`, evidence: [metric(file, 'Errors', 'Sum')] });
  if (duration === null && recent.some(({ durationSumMs }) => durationSumMs !== null))
    claims.push({ says: words`duration as usual`, evidence: [metric(file, 'Duration', 'Average')] });
  const longestMs = Math.max(0, ...recent.map(({ durationMaxMs }) => durationMaxMs ?? 0));
  if (longestMs > 0 && longestMs < NEAR_TIMEOUT * configuration.timeoutMs)
    claims.push({
      says: words`longest call ${wholePercentText(longestMs / configuration.timeoutMs)} % of the timeout`,
      evidence: [metric(file, 'Duration', 'Maximum')],
    });
  if (memory !== null && memory.maxMemoryMb < MUCH_MEMORY * configuration.memoryMb)
    claims.push({
      says: words`memory ${wholePercentText(memory.maxMemoryMb / configuration.memoryMb)} % of ${groupedText(configuration.memoryMb)} MB`,
      evidence: logLines(file),
    });
  if (memory !== null && memory.calls > 0 && memory.coldStarts < MANY_COLD_STARTS * memory.calls)
    claims.push({
      says: words`cold starts ${percentText(memory.coldStarts / memory.calls)} %`,
      evidence: logLines(file),
    });
  if (minutes.some((minute) => lostEventsOf(minute) !== null) && total(minutes, lostEventsOf) === 0)
    claims.push({ says: words`no events lost`, evidence: [metric(file, 'DeadLetterErrors', 'Sum')] });
  if (pool !== null && pool.use < FULL)
    claims.push({
      says: words`account pool ${wholePercentText(pool.use)} % in use`,
      evidence: [api('lambda:GetAccountSettings')],
    });
  return claims;
}
