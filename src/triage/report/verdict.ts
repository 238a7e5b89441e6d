import type { Line } from '../../terminal/line.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { isPoolCause } from '../cause/pool-cause.ts';
import { nearTimeoutWords, sentenceOf } from '../sentence/cause-sentence.ts';
import { chronicWords } from '../sentence/chronic-words.ts';
import { turnedAwayByPool, worseByPoolWords } from '../sentence/pool-words.ts';
import { TOLD_IN_UTC } from '../sentence/time-words.ts';
import { saysPoolIsFull } from '../sentence/waiting-words.ts';
import type { CaseFile } from './case-file/case-file.ts';
import { isOfThen, tenseOfReport } from './case-file/tense.ts';
import type { Basis } from './claims/basis.ts';
import type { Suspect } from './claims/suspect.ts';

/** The one-sentence summary, and how certain its cause is. */
export interface Verdict {
  readonly says: Line;
  readonly severity: 'crit' | 'warn' | 'ok' | 'unknown';
  /** The likely cause; null where nothing hurts, or when unknown. */
  readonly likely: Line | null;
  /** 0 to 1; null without a likely cause. */
  readonly confidence: number | null;
  /** Its basis; null with it. */
  readonly basis: Basis | null;
}

/** Less likely ones are listed as suspects, but not in the verdict. */
export const LEAST_LIKELY = 0.35;

export function verdictOf(file: CaseFile, suspects: readonly Suspect[]): Verdict {
  const { cause, severity } = file;
  const name = strong(safeText(file.name));
  if (cause === null || file.reasons.length === 0) return unhurt(file);
  const { says, subject } = sentenceOf(cause, TOLD_IN_UTC[tenseOfReport(file)]);
  const sentence = isPoolCause(cause)
    ? words`${strong(subject)} ${says}`
    : cause.kind === 'nearTimeout'
      ? words`${name}: ${says}`
      : words`${name} ${says}`;
  const told = thenSentence(file, sentence) ?? sentence;
  const beside = [...turnedAwayBeside(file, cause), ...stillTold(file)];
  const [first] = suspects;
  const isTold = first !== undefined && first.confidence >= LEAST_LIKELY;
  if (!isTold) return { says: [...told, ...beside], severity, likely: null, confidence: null, basis: null };
  const { title, confidence, basis } = first;
  const likely = file.past === null ? safe`likely` : safe`likely cause:`;
  const whole = saysCause(file, cause, first) ? told : words`${told}; ${likely} ${title}`;
  return {
    says: [...whole, ...beside],
    severity,
    likely: title,
    confidence,
    basis,
  };
}

/** The effect of the full pool on a function with trouble of its own, in the same words on every screen. */
function turnedAwayBeside(file: CaseFile, cause: Cause): Line {
  const { poolBeside } = file;
  if (poolBeside === null) return worseByPoolWords(cause);
  if (saysPoolIsFull(cause)) return [];
  return turnedAwayByPool(file, poolBeside, TOLD_IN_UTC[tenseOfReport(file)])?.beside[0] ?? [];
}

/** A call near the timeout is reported for longer than other trouble: it may be the one thing that is not over. */
function stillTold({ past }: CaseFile): Line {
  return past === null || past.nearTimeout === null ? [] : words`; ${nearTimeoutWords(past.nearTimeout)}`;
}

/** Null for present trouble. In a question about the past, trouble may have gone on: the report does not know. */
function thenSentence(file: CaseFile, sentence: Line): Line | null {
  if (isOfThen(file)) return words`at ${utcMinute(file.toMs)}: ${sentence}`;
  const { past } = file;
  return past === null ? null : words`over since ${utcMinute(past.endedMs)}: ${sentence}`;
}

/** Whether the sentence already names the likely cause. */
function saysCause({ poolBeside }: CaseFile, cause: Cause, { name }: Suspect): boolean {
  if (poolBeside !== null && name === 'accountPool') return true;
  switch (cause.kind) {
    case 'lagging':
      return cause.suspicion !== null && name === 'blockedShard';
    case 'poolFull':
    case 'poolFilling':
      return name === 'accountPool';
    case 'losing':
      return name === 'refusedEvents';
    case 'nearLimit':
    case 'throttled':
      return name === 'ownLimit';
    case 'outOfMemory':
      return name === 'outOfMemory';
    case 'redriving':
    case 'backlogged':
    case 'failing':
    case 'nearTimeout':
    case 'silent':
      return false;
  }
}

function unhurt(file: CaseFile): Verdict {
  const says = words`${strong(safeText(file.name))} ${unhurtWords(file)}`;
  return { says, severity: file.severity, likely: null, confidence: null, basis: null };
}

function unhurtWords(file: CaseFile): Line {
  const { activity, severity, chronic, minutes, toMs } = file;
  const isThen = isOfThen(file);
  if (chronic !== null && severity === 'ok') return chronicWords(chronic, minutes, toMs, tenseOfReport(file));
  if (activity === 'idle')
    return isThen
      ? words`was not called in the 15 min before ${utcMinute(toMs)}, and no rule was broken`
      : words`was not called in the last 15 min, and no rule is broken`;
  if (severity === 'unknown')
    return words`could not be judged in full; what could ${isThen ? safe`broke` : safe`breaks`} no rule`;
  return isThen
    ? words`was well at ${utcMinute(toMs)}: no rule was broken`
    : words`is well: no rule is broken`;
}
