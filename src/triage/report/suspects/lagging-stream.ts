import { ageInWords } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { busyWorkersText } from '../../sentence/source-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';

/** Whether it lags behind its stream. */
export function lags({ reasons }: CaseFile): boolean {
  return reasons.some(({ rule }) => rule === 'iteratorAge');
}

/** How many of the stream's workers are busy, or how long records wait where that is unknown. */
export function busyWords(file: CaseFile): SafeText {
  const { limit } = file.assessment;
  if (limit.kind === 'source' && limit.inUse !== null)
    return busyWorkersText({ ...limit, inUse: limit.inUse }, safe` ${verb(file, 'are', 'were')}`);
  const age = file.reasons.find(({ rule }) => rule === 'iteratorAge')?.value ?? 0;
  return safe`records ${verb(file, 'wait', 'waited')} ${ageInWords(age)}`;
}
