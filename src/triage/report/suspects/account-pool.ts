import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import { groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { Cause } from '../../cause/cause.ts';
import { isPoolCause, type PoolCause } from '../../cause/pool-cause.ts';
import { isPainful, type RuleName } from '../../rules/reason.ts';
import { foreseen, untilText } from '../../sentence/time-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { tenseOfReport, verb } from '../case-file/tense.ts';
import { isLowered, wholeOf } from '../changes/change.ts';
import { rankedChanges } from '../changes/ranked-changes.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';

/** The concurrency shared by all functions without a reservation. */
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
    const inUse = words`${strong(safe`${wholePercentText(pool.use)} %`)} of ${groupedText(pool.limit)} unreserved ${verb(file, 'are', 'were')} in use`;
    const culprit = culpritOf(shared);
    if (shared === undefined || !draws)
      return {
        title: words`the account's concurrency runs out`,
        pro: [],
        contra: [{ ...withoutPool(file, inUse, shared !== undefined), evidence }],
        advice: growerAdvice(culprit),
      };
    const lowered = rankedChanges(file, onsets).find(isLowered);
    const isApart = throttlesAreApart(file, shared);
    const apart = isApart ? ({ explainsThrottlesAlone: true } as const) : {};
    const contra = isApart ? [] : cameBefore(file, shared);
    const pro: Weighed[] = [{ weight: 4, says: inUse, evidence }];
    if (pool.eta !== null && shared.kind === 'poolFilling') {
      const tense = tenseOfReport(file);
      const full = foreseen(pool.eta, tense, ['is full', 'was full', 'was to be full']);
      pro.push({ weight: 1, says: words`it ${full} ${untilText(pool.eta, tense)}`, evidence });
    }
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
        ...apart,
        contra: [...contra, { weight: 0, says: words`no metric of the account says why it grew`, evidence }],
        advice: growerAdvice(culprit),
      };
    pro.push({ weight: 2.5, says: wholeOf(lowered), evidence: lowered.evidence });
    return {
      title: words`the account may run fewer at once than it did`,
      pro,
      ...apart,
      contra: [...contra, { weight: 0, says: words`lmon can't see who lowered it, and what for`, evidence }],
      advice: LOWERED_ADVICE,
    };
  },
};

/** The first throttles may come a minute before the sampled peak. */
const EARLIER_MS = 2 * MINUTE_MS;

/**
 * Symptoms from before the pool was full have another cause: lost events and redriven messages have one of their own.
 */
function cameBefore(file: CaseFile, shared: PoolCause): readonly Weighed[] {
  const { cause } = file;
  if (cause === null || isPoolCause(cause) || cause.sinceMs === null || !isOlder(cause.sinceMs, shared))
    return [];
  return [
    {
      weight: 5,
      says: words`it began at ${utcMinute(cause.sinceMs)}, before the pool was full at ${utcMinute(shared.sinceMs ?? 0)}`,
      evidence: [metric(file, 'UnreservedConcurrentExecutions', 'Maximum')],
    },
  ];
}

/** Another function fills the pool, and this one's other trouble began before: neither causes the other. */
function throttlesAreApart(file: CaseFile, shared: PoolCause): boolean {
  const { poolBeside, reasons } = file;
  const culprit = culpritOf(shared);
  return (
    poolBeside !== null &&
    culprit !== null &&
    culprit !== file.name &&
    reasons.some(({ rule, sinceMs }) => hurtsByItself(rule) && (sinceMs === null || isOlder(sinceMs, shared)))
  );
}

/** Other than throttles: a forecast does not hurt yet, and needs no separate story. */
function hurtsByItself(rule: RuleName): boolean {
  return rule !== 'throttles' && isPainful(rule);
}

function isOlder(sinceMs: EpochMs, shared: PoolCause): boolean {
  return shared.sinceMs !== null && sinceMs < shared.sinceMs - EARLIER_MS;
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

/** Why the pool is not the shortage; the only statement possible if it is unknown whether the function uses it. */
function withoutPool(file: CaseFile, inUse: Line, isShort: boolean): Pick<Weighed, 'weight' | 'says'> {
  switch (file.assessment.limit.kind) {
    case 'reserved':
    case 'off':
      return {
        weight: 4,
        says: words`its concurrency ${verb(file, 'is', 'was')} reserved; the pool ${verb(file, 'is', 'was')} not its limit`,
      };
    case 'requestRate':
      return {
        weight: 4,
        says: words`its request rate ${verb(file, 'is what binds', 'was what bound')}, not the pool`,
      };
    case 'provisioned':
      return {
        weight: 4,
        says: words`its calls ${verb(file, 'run', 'ran')} on what ${verb(file, 'is', 'was')} provisioned for it, not on the pool`,
      };
    case 'unknown':
      return isShort
        ? { weight: 2, says: words`whether it ${verb(file, 'draws', 'drew')} on the pool is not known` }
        : { weight: 4, says: inUse };
    case 'account':
    case 'source':
      return { weight: 4, says: inUse };
  }
}
