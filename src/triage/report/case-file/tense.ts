import { MINUTE_MS } from '../../../lambda/time.ts';
import { inTense, type Tense } from '../../../terminal/tense.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { CaseFile } from './case-file.ts';

type Dated = Pick<CaseFile, 'past' | 'toMs' | 'builtMs'>;

/** Data for a present report is at most this old. */
const NOW_MS = 10 * MINUTE_MS;

/** Whether the question was about the past: the present state is then unknown. */
export function isOfThen({ past, toMs, builtMs }: Dated): boolean {
  return past === null && builtMs - toMs > NOW_MS;
}

/** Past trouble, and questions about the past, are told in the past tense. */
export function tenseOfReport(file: Dated): Tense {
  return file.past !== null || isOfThen(file) ? 'past' : 'present';
}

/** A verb about what the file tells of; what is true of Lambda or of lmon at any time is in the present. */
export function verb(file: Dated, present: string, past: string): SafeText {
  return inTense(tenseOfReport(file), present, past);
}
