import { type Assessment, limitMet, type MetLimit, shareOfLimit } from '../../capacity/assessment.ts';
import type { ProvisionedUse } from '../../monitor/function/catalogue/provisioned-facts.ts';
import { aboutLevelText, groupedText, levelText, shareText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { rateLimitText, scalingText } from '../../triage/sentence/limit-words.ts';
import { workersText } from '../../triage/sentence/source-words.ts';
import { foreseen, untilText } from '../../triage/sentence/time-words.ts';

/** Their use is counted, not estimated. */
const COUNTED: ReadonlySet<MetLimit['kind']> = new Set(['account', 'requestRate', 'provisioned']);

/** The use of the binding limit, and when it is met: `reserved 193 of 200, 97 %, met in ~6 min (4 to 9)`. */
export function limitInUse(assessment: Assessment, tense: Tense): SafeText {
  const limit = limitMet(assessment);
  if (limit.kind === 'unknown')
    return limit.because === 'denied' ? safe`limit denied` : safe`limit not known`;
  if (limit.kind === 'off') return safe`switched off`;
  const usedText = COUNTED.has(limit.kind) ? levelText : aboutLevelText;
  const used = limit.inUse === null ? safe`?` : usedText(limit.inUse);
  const share = shareOfLimit(limit);
  const percent = share === null ? safe`` : safe`, ${shareText(share)}`;
  const atMost = limit.isCeiling === true ? safe` at most` : safe``;
  return safe`${limitName(limit)} ${used} of ${groupedText(limit.value)}${atMost}${percent}${whenMet(assessment, tense)}`;
}

/** The same for provisioned concurrency, where calls run on it: `provisioned 5 of 120, 4 %`. */
export function provisionedInUse({ environments, busiest }: ProvisionedUse): SafeText {
  const of = safe`of ${groupedText(environments)}`;
  return busiest === null
    ? safe`provisioned ? ${of}`
    : safe`provisioned ${groupedText(busiest)} ${of}, ${shareText(busiest / environments)}`;
}

/** For a pool described elsewhere: `account pool, 46 %`. */
export function poolInUse(assessment: Assessment): SafeText {
  const limit = limitMet(assessment);
  const share = shareOfLimit(limit);
  return share === null ? limitName(limit) : safe`${limitName(limit)}, ${shareText(share)}`;
}

function whenMet({ eta, flag }: Assessment, tense: Tense): SafeText {
  if (flag === 'throttling') return safe`, ${inTense(tense, 'turning', 'turned')} calls away`;
  if (eta === null) return safe``;
  return safe`, ${foreseen(eta, tense, ['met', 'met', 'to be met'])} ${untilText(eta, tense)}`;
}

/** The short name of a limit in a list. */
export function limitName(limit: MetLimit): SafeText {
  return limit.kind === 'source' && limit.isQueue === true
    ? safe`calls of its queue`
    : LIMIT_NAMES[limit.kind];
}

const LIMIT_NAMES: Readonly<Record<MetLimit['kind'], SafeText>> = {
  reserved: safe`reserved`,
  account: safe`account pool`,
  source: safe`shard workers`,
  requestRate: safe`requests/s`,
  scaling: safe`new in 10 s`,
  provisioned: safe`provisioned`,
  off: safe`switched off`,
  unknown: safe`not known`,
};

/** `its reserved concurrency of 200`: a limit within a sentence. */
export function limitPhrase(limit: MetLimit): SafeText {
  switch (limit.kind) {
    case 'reserved':
      return safe`its reserved concurrency of ${groupedText(limit.value)}`;
    case 'account':
      return safe`the account pool of ${groupedText(limit.value)}`;
    case 'source':
      return limit.isQueue === true ? safe`the ${workersText(limit)}` : safe`its ${workersText(limit)}`;
    case 'requestRate':
      return rateLimitText(limit.value);
    case 'scaling':
      return scalingText(limit.value);
    case 'provisioned':
      return safe`the ${groupedText(limit.value)} provisioned for it`;
    case 'off':
      return safe`its reserved concurrency of 0`;
    case 'unknown':
      return safe`a limit that is not known`;
  }
}
