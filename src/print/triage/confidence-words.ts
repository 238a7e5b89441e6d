import type { Line } from '../../terminal/line.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { words } from '../../terminal/words.ts';
import { type Basis, confidenceWord, type Missing } from '../../triage/report/claims/basis.ts';
import type { Evidence } from '../../triage/report/claims/claim.ts';
import type { Suspect } from '../../triage/report/claims/suspect.ts';

/** Less likely suspects appear only in the list, with the evidence against them. */
export const WORTH_NAMING = 0.05;

/**
 * The confidence in the likeliest suspect, and its basis: the sources for it, missing evidence, and alternatives by
 * name.
 */
export function confidenceWords(
  { confidence, pro }: Suspect,
  others: readonly Suspect[],
  basis: Basis,
): Line {
  const { pieces, missing, lookAlikes } = basis;
  const lacks =
    missing.length === 0 ? safe`` : safe`; missing: ${list(missing.map((each) => MISSING[each]))}`;
  const agree =
    pieces === 1
      ? safe`rests on one sign, in ${witnesses(pro)}`
      : safe`${pieces} signs agree, in ${witnesses(pro)}`;
  // An explanation of the throttles alone is no alternative.
  const rivals = others.filter(({ explainsThrottlesAlone }) => explainsThrottlesAlone !== true);
  const rest = rivals
    .filter(({ name, confidence: less }) => less >= WORTH_NAMING || lookAlikes.includes(name))
    .flatMap(({ title }, index) => [
      ...words`${index === 0 ? safe`; if not that, ` : safe`, or `}`,
      ...title,
    ]);
  return [...words`${safeText(confidenceWord(confidence, basis))}: ${agree}${lacks}`, ...rest];
}

const MISSING: Readonly<Record<Missing, SafeText>> = {
  log: safe`its log`,
  metrics: safe`some of its metrics`,
  wholeLog: safe`a part of its log`,
  eventSources: safe`who calls it`,
  versions: safe`its versions`,
  limit: safe`its limit`,
};

type Witness = Evidence['source'];

const WITNESSES: Readonly<Record<Witness, SafeText>> = {
  metric: safe`metrics`,
  log: safe`its log`,
  api: safe`its setup`,
};
const IN_ORDER: readonly Witness[] = ['metric', 'log', 'api'];

function witnesses(pro: Suspect['pro']): SafeText {
  const heard = new Set(pro.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
  return joinedByAnd(IN_ORDER.filter((witness) => heard.has(witness)).map((witness) => WITNESSES[witness]));
}

/** `metrics, its log and its setup` */
function joinedByAnd(texts: readonly SafeText[]): SafeText {
  const last = texts.at(-1);
  const others = texts.slice(0, -1);
  return last === undefined || others.length === 0 ? (last ?? safe``) : safe`${list(others)} and ${last}`;
}

function list(texts: readonly SafeText[]): SafeText {
  return joinSafe(texts, safe`, `);
}
