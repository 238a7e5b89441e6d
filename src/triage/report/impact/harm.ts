import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { total } from '../../minute/function-minute.ts';
import { bySeverity, type Severity } from '../../severity.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { isAsynchronous } from './call-ways.ts';
import { waitingRecords } from './waiting.ts';

/** What a trouble does to whom: the ranks of an account's causes. */
export type Harm = 'dataIsLost' | 'workIsBlocked' | 'callersAreHit' | 'workIsLate' | 'nobodyIsHitYet';

/** The worst first: what is lost nobody brings back, what stands still grows, what is tried again comes late. */
const WORST_FIRST: readonly Harm[] = [
  'dataIsLost',
  'workIsBlocked',
  'callersAreHit',
  'workIsLate',
  'nobodyIsHitYet',
];

export const HARM_WORDS: Readonly<Record<Harm, SafeText>> = {
  dataIsLost: safe`data is lost`,
  workIsBlocked: safe`work stands still or falls behind`,
  callersAreHit: safe`callers get errors`,
  workIsLate: safe`work fails and is tried again or set aside`,
  nobodyIsHitYet: safe`nobody is hit yet`,
};

const RECENT_MINUTES = 60;

/** The worst that the function's broken rules do; null where none is broken. */
export function harmOf(file: CaseFile): Harm | null {
  const broken = new Set(file.reasons.map(({ rule }) => rule));
  if (broken.size === 0) return null;
  if (broken.has('deadLetterErrors') || waitingRecords(file).aboutToExpire.length > 0) return 'dataIsLost';
  if (file.cause?.kind === 'poolFull') return 'callersAreHit';
  if (broken.has('iteratorAge') || broken.has('backlog') || broken.has('silence')) return 'workIsBlocked';
  if (broken.has('throttles') || broken.has('errors'))
    return isTriedAgain(file) ? 'workIsLate' : 'callersAreHit';
  if (broken.has('redrive')) return 'workIsLate';
  const failed = broken.has('timeout')
    ? total(file.minutes.slice(-RECENT_MINUTES), ({ errors }) => errors)
    : 0;
  if (failed === 0) return 'nobodyIsHitYet';
  return isTriedAgain(file) ? 'workIsLate' : 'callersAreHit';
}

export interface Ranked {
  readonly harm: Harm | null;
  readonly severity: Severity;
}

/** Worst harm first, of one harm worst severity first; those that are alike stay in their order. */
export function byHarm(a: Ranked, b: Ranked): number {
  return placeOf(a.harm) - placeOf(b.harm) || bySeverity(a.severity, b.severity);
}

function placeOf(harm: Harm | null): number {
  return harm === null ? WORST_FIRST.length : WORST_FIRST.indexOf(harm);
}

function isTriedAgain(file: CaseFile): boolean {
  return isAsynchronous(file) || (file.eventSources.known && file.eventSources.value.length > 0);
}
