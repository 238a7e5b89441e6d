import type { BindingLimit } from '../../../capacity/assessment.ts';
import { groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { Reason } from '../../rules/reason.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import { type Change, isLowered, wholeOf } from '../changes/change.ts';
import { rankedChanges } from '../changes/ranked-changes.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';

/** The function's own limit is too low: calls are not slower, and traffic did not rise. */
export const ownLimit: SuspectRule = {
  name: 'ownLimit',
  weigh(file, onsets) {
    const { duration, attempts, throttlesMs } = onsets;
    const { limit, scaling } = file.assessment;
    const reason = atLimit(file);
    if (
      reason === null ||
      scaling !== undefined ||
      limit.kind === 'account' ||
      limit.kind === 'unknown' ||
      limit.kind === 'source'
    )
      return null;
    const name = limitName(limit);
    const peak = Math.max(0, ...file.minutes.slice(-15).map(({ observedMax }) => observedMax ?? 0));
    const pro: Weighed[] = [
      {
        weight: limit.kind === 'off' ? 8 : 1,
        says:
          limit.kind === 'off'
            ? words`reserved concurrency ${verb(file, 'is', 'was')} 0: nothing ${verb(file, 'may', 'could')} run`
            : words`${metWords(file, reason)} ${name}`,
        evidence: [api('lambda:GetFunctionConcurrency'), metric(file, 'Throttles', 'Sum')],
      },
    ];
    if (limit.kind === 'requestRate')
      pro.push({
        weight: 4,
        says: words`calls ${verb(file, 'are', 'were')} short: only ${strong(groupedText(peak))} ran at once at most`,
        evidence: [metric(file, 'ConcurrentExecutions', 'Maximum')],
      });
    const contra: Weighed[] = [];
    const changed = rankedChanges(file, onsets).find((change) => isLowered(change) || isSet(change));
    if (changed !== undefined) pro.push({ weight: 2.5, says: wholeOf(changed), evidence: changed.evidence });
    if (duration !== null && (throttlesMs === null || duration.sinceMs <= throttlesMs))
      contra.push({
        weight: 2.5,
        says: words`duration rose first, at ${utcMinute(duration.sinceMs)}: calls as quick as before would fit the limit`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    else
      pro.push({
        weight: 1.5,
        says: words`calls ${verb(file, 'are', 'were')} as quick as ever`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    if (attempts !== null && attempts.now > attempts.before)
      contra.push({
        weight: 1,
        says: words`more ${verb(file, 'is', 'was')} asked of it than before`,
        evidence: [metric(file, 'Invocations', 'Sum')],
      });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says:
          changed === undefined
            ? words`lmon can't see whether the limit was lowered`
            : words`lmon can't see why the limit was changed`,
        evidence: [api('lambda:GetFunctionConcurrency')],
      });
    return { title: words`its own limit: ${name}`, pro, contra, advice: adviceFor(limit) };
  },
};

/** A call that sets reserved concurrency; its value is not read. */
function isSet({ call }: Change): boolean {
  return call?.startsWith('PutFunctionConcurrency') === true;
}

function atLimit({ reasons }: CaseFile): Reason | null {
  return reasons.find(({ rule }) => LIMIT_RULES.has(rule)) ?? null;
}

const LIMIT_RULES: ReadonlySet<string> = new Set(['throttles', 'use', 'eta', 'pool']);

function metWords(file: CaseFile, { rule }: Reason): SafeText {
  return rule === 'throttles'
    ? verb(file, 'calls are turned away at', 'calls were turned away at')
    : verb(file, 'it comes near', 'it came near');
}

function limitName(limit: BindingLimit): SafeText {
  switch (limit.kind) {
    case 'reserved':
      return safe`reserved concurrency ${groupedText(limit.value)}`;
    case 'requestRate':
      return safe`request rate ${groupedText(limit.value)}/s`;
    case 'off':
      return safe`switched off`;
    case 'account':
    case 'source':
    case 'provisioned':
    case 'unknown':
      return safe`its limit`;
  }
}

function adviceFor({ kind }: BindingLimit): Advice {
  if (kind === 'requestRate')
    return {
      now: words`raise its reserved concurrency: the request rate is ten times that`,
      next: words`let callers ask seldom: keep answers, or send several in one call`,
      later: words`watch requests a second, not concurrency: short calls never fill that`,
      harms: words`provisioned concurrency does not lift the request rate`,
    };
  if (kind === 'off')
    return {
      now: words`ask who set its reserved concurrency to 0: it stops a function on purpose`,
      next: words`remove the setting once its reason is gone`,
      later: words`tell in the function's description when it is switched off`,
      harms: words`switching it on again may restart what somebody stopped`,
    };
  return {
    now: words`raise its reserved concurrency, as far as the account pool can spare it`,
    next: words`make its calls shorter: half the duration is twice the room`,
    later: words`put a queue in front of it, so that bursts wait and are not turned away`,
    harms: words`what is reserved for it is taken from the pool of all others`,
  };
}
