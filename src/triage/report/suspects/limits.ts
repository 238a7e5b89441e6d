import type { BindingLimit } from '../../../capacity/assessment.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { Cause } from '../../cause/cause.ts';
import { isPoolCause } from '../../cause/pool-cause.ts';
import type { Reason } from '../../rules/rules.ts';
import { untilText } from '../../sentence/time-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { type Change, wholeOf } from '../changes/change.ts';
import { rankedChanges } from '../changes/ranked-changes.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';

/** The function's own limit is what is short: nobody is slower and nobody asks for more. */
export const ownLimit: SuspectRule = {
  name: 'ownLimit',
  weigh(file, onsets) {
    const { duration, attempts, throttlesMs } = onsets;
    const { limit } = file.assessment;
    const reason = atLimit(file);
    if (reason === null || limit.kind === 'account' || limit.kind === 'unknown' || limit.kind === 'source')
      return null;
    const name = limitName(limit);
    const peak = Math.max(0, ...file.minutes.slice(-15).map(({ observedMax }) => observedMax ?? 0));
    const pro: Weighed[] = [
      {
        weight: limit.kind === 'off' ? 8 : 1,
        says:
          limit.kind === 'off'
            ? words`reserved concurrency is 0: nothing may run`
            : words`${metWords(reason)} ${name}`,
        evidence: [api('lambda:GetFunctionConcurrency'), metric(file, 'Throttles', 'Sum')],
      },
    ];
    if (limit.kind === 'requestRate')
      pro.push({
        weight: 4,
        says: words`calls are short: only ${strong(groupedText(peak))} ran at once at most`,
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
        says: words`calls are as quick as ever`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    if (attempts !== null && attempts.now > attempts.before)
      contra.push({
        weight: 1,
        says: words`more is asked of it than before`,
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

/** The pool that all functions without reserved concurrency share. */
export const accountPool: SuspectRule = {
  name: 'accountPool',
  weigh(file, onsets) {
    const { pool, causes } = file;
    const isHit = file.reasons.some(({ rule }) => rule === 'throttles' || rule === 'pool');
    if (pool === null || !isHit) return null;
    const evidence = [
      metric(file, 'UnreservedConcurrentExecutions', 'Maximum'),
      api('lambda:GetAccountSettings'),
    ];
    const shared = causes.find(isPoolCause);
    const draws = file.assessment.limit.kind === 'account' || file.assessment.limit.kind === 'source';
    const inUse = words`${strong(safe`${wholePercentText(pool.use)} %`)} of ${groupedText(pool.limit)} unreserved are in use`;
    const culprit = culpritOf(shared);
    if (shared === undefined || !draws)
      return {
        title: words`the account's concurrency runs out`,
        pro: [],
        contra: [{ ...withoutPool(file.assessment.limit, inUse, shared !== undefined), evidence }],
        advice: growerAdvice(culprit),
      };
    const lowered = rankedChanges(file, onsets).find(isLowered);
    const pro: Weighed[] = [{ weight: 4, says: inUse, evidence }];
    if (pool.eta !== null && shared.kind === 'poolFilling')
      pro.push({ weight: 1, says: words`it is full ${untilText(pool.eta)}`, evidence });
    if (culprit !== null)
      pro.push({
        weight: 1.5,
        says:
          culprit === file.name
            ? words`this function grew the most`
            : words`${strong(safeText(culprit))} grew the most`,
        evidence: [metric(file, 'ConcurrentExecutions', 'Maximum')],
      });
    if (lowered === undefined)
      return {
        title: words`the account's concurrency runs out`,
        pro,
        contra: [{ weight: 0, says: words`no metric of the account says why it grew`, evidence }],
        advice: growerAdvice(culprit),
      };
    pro.push({ weight: 2.5, says: wholeOf(lowered), evidence: lowered.evidence });
    return {
      title: words`the account may run fewer at once than it did`,
      pro,
      contra: [{ weight: 0, says: words`lmon can't see who lowered it, and what for`, evidence }],
      advice: LOWERED_ADVICE,
    };
  },
};

/** What ran at once says so. A call alone does not: some of them let more run. */
function isLowered({ kind, call }: Change): boolean {
  return kind === 'limit' && call === undefined;
}

/** By a call that sets reserved concurrency; to what, is not read. */
function isSet({ call }: Change): boolean {
  return call?.startsWith('PutFunctionConcurrency') === true;
}

function culpritOf(shared: Cause | undefined): RawText | null {
  if (shared?.kind === 'poolFull') return shared.culprit;
  return shared?.kind === 'poolFilling' ? shared.pressure.culprit : null;
}

const HARMS_THE_OTHERS = words`reserving for those who are turned away takes more out of the pool for all others`;

const LOWERED_ADVICE: Advice = {
  now: words`put the account's limit back, or what was reserved of it: Service Quotas and CloudTrail say who changed it`,
  next: words`pause what can wait, whoever holds most of the pool first`,
  later: words`an alarm on UnreservedConcurrentExecutions near the limit`,
  harms: HARMS_THE_OTHERS,
};

function growerAdvice(culprit: RawText | null): Advice {
  const who = culprit === null ? safe`who grew the most` : safeText(culprit);
  return {
    now: words`give ${who} a reserved concurrency that it may not exceed`,
    next: words`ask its owners what it works on, and whether that can wait`,
    later: words`reserve for what must not be turned away; ask AWS for a higher quota`,
    harms: HARMS_THE_OTHERS,
  };
}

/** Why the pool is not what is short; all that can be said where nobody knows whether the function draws on it. */
function withoutPool(
  { kind }: BindingLimit,
  inUse: Line,
  isShort: boolean,
): Pick<Weighed, 'weight' | 'says'> {
  switch (kind) {
    case 'reserved':
    case 'off':
      return { weight: 4, says: words`its concurrency is reserved; the pool is not its limit` };
    case 'requestRate':
      return { weight: 4, says: words`its request rate is what binds, not the pool` };
    case 'unknown':
      return isShort
        ? { weight: 2, says: words`whether it draws on the pool is not known` }
        : { weight: 4, says: inUse };
    case 'account':
    case 'source':
      return { weight: 4, says: inUse };
  }
}

function atLimit({ reasons }: CaseFile): Reason | null {
  return reasons.find(({ rule }) => LIMIT_RULES.has(rule)) ?? null;
}

const LIMIT_RULES: ReadonlySet<string> = new Set(['throttles', 'use', 'eta', 'pool']);

function metWords({ rule }: Reason): SafeText {
  return rule === 'throttles' ? safe`calls are turned away at` : safe`it comes near`;
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
