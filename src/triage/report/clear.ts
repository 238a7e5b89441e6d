import { groupedText, percentText, shareText } from '../../terminal/quantity.ts';
import { words } from '../../terminal/words.ts';
import { attemptsOf, type FunctionMinute, lostEventsOf, total } from '../minute/function-minute.ts';
import type { RuleName } from '../rules/reason.ts';
import { SIGNS } from '../thresholds.ts';
import type { CaseFile } from './case-file/case-file.ts';
import type { Onsets } from './case-file/onsets.ts';
import type { Claim } from './claims/claim.ts';
import { api, logLines, metric } from './claims/evidence.ts';

/** What was checked and is fine. Checks without data are not listed: they are unknown. */
export function clearOf(file: CaseFile, { duration }: Onsets): readonly Claim[] {
  const { minutes, memory, configuration, pool } = file;
  // With lower thresholds set by the user, a broken rule is not clear.
  const isClear = (rule: RuleName) => !file.reasons.some((reason) => reason.rule === rule);
  const { timeout, pool: fullPool } = file.thresholds;
  const claims: Claim[] = [];
  const recent = minutes.slice(-15);
  const asked = total(minutes, attemptsOf);
  if (asked > 0 && isNever(minutes, ({ throttles }) => throttles))
    claims.push({
      says: words`no throttles in ${groupedText(asked)} attempts`,
      evidence: [metric(file, 'Throttles', 'Sum')],
    });
  if (asked > 0 && isNever(minutes, ({ errors }) => errors))
    claims.push({ says: words`no errors`, evidence: [metric(file, 'Errors', 'Sum')] });
  // Timeouts may be part of what fails all week.
  if (file.chronic !== null && isClear('timeout'))
    claims.push({
      says: words`errors as all week, about ${percentText(file.chronic.rate)} % of calls`,
      evidence: [metric(file, 'Errors', 'Sum')],
    });
  if (duration === null && recent.some(({ durationSumMs }) => durationSumMs !== null))
    claims.push({ says: words`duration as usual`, evidence: [metric(file, 'Duration', 'Average')] });
  const longestMs = Math.max(0, ...recent.map(({ durationMaxMs }) => durationMaxMs ?? 0));
  if (longestMs > 0 && isClear('timeout') && longestMs < timeout.warnAt * configuration.timeoutMs)
    claims.push({
      says: words`longest call ${shareText(longestMs / configuration.timeoutMs)} of the timeout`,
      evidence: [metric(file, 'Duration', 'Maximum')],
    });
  // The REPORTs that were read may be those of calls that survived.
  const ranOut = file.log?.groups.some(({ kind }) => kind === 'outOfMemory') ?? false;
  if (
    memory !== null &&
    isClear('memory') &&
    !ranOut &&
    memory.maxMemoryMb < SIGNS.fullMemory * configuration.memoryMb
  )
    claims.push({
      says: words`memory ${shareText(memory.maxMemoryMb / configuration.memoryMb)} of ${groupedText(configuration.memoryMb)} MB`,
      evidence: logLines(file),
    });
  if (memory !== null && memory.calls > 0 && memory.coldStarts < SIGNS.manyColdStarts * memory.calls)
    claims.push({
      says: words`cold starts ${percentText(memory.coldStarts / memory.calls)} %`,
      evidence: logLines(file),
    });
  if (minutes.some((minute) => lostEventsOf(minute) !== null) && total(minutes, lostEventsOf) === 0)
    claims.push({ says: words`no events lost`, evidence: [metric(file, 'DeadLetterErrors', 'Sum')] });
  // A filling pool is not clear, however low its use.
  if (pool !== null && pool.eta === null && isClear('pool') && pool.use < fullPool.warnAt)
    claims.push({
      says: words`account pool ${shareText(pool.use)} in use`,
      evidence: [api('lambda:GetAccountSettings')],
    });
  return claims;
}

/** Whether every minute with calls is known to have none. */
function isNever(
  minutes: readonly FunctionMinute[],
  count: (minute: FunctionMinute) => number | null,
): boolean {
  return minutes.every((minute) => count(minute) === 0 || (attemptsOf(minute) ?? 0) === 0);
}
