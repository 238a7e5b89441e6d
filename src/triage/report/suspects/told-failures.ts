import { MINUTE_MS } from '../../../lambda/time.ts';
import type { FailureGroup } from '../../../logs/failures/failure-log.ts';
import type { PatternChange } from '../../../logs/story/pattern-changes.ts';
import type { Line } from '../../../terminal/line.ts';
import { rawText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import { total } from '../../minute/function-minute.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file.ts';
import { shareOfFailures } from '../failure-share.ts';
import { type LogSignature, signatureOf } from '../log-signature.ts';
import { saidLine } from '../pattern-claims.ts';

/** The part of the failures that name any cause. */
export function namedShare(file: CaseFile): number {
  return shareOfFailures(file, (group) => signatureOf(group) !== null)?.share ?? 0;
}

/** What a line says, and the error that it wraps or keeps beside that. */
export function rootedLine(group: FailureGroup): Line {
  const { says, root } = group;
  if (root === undefined || says.includes(root)) return saidLine(group);
  return words`${saidLine(group)} (${saidLine({ says: root })})`;
}

export function signatureOfWording(wording: readonly string[]): LogSignature | null {
  return signatureOf({ kind: 'logged', says: rawText(wording.join(' ')) });
}

/** Of the calls whose log was read, by the metrics; null where none failed. */
export function failingRate({ minutes, reading }: CaseFile): number | null {
  const now = reading?.comparison?.now;
  if (now === undefined) return null;
  const read = minutes.filter(({ minuteMs }) => minuteMs > now.fromMs - MINUTE_MS && minuteMs < now.toMs);
  const failed = total(read, ({ errors }) => errors);
  return failed === 0
    ? null
    : failed /
        Math.max(
          1,
          total(read, ({ invocations }) => invocations),
        );
}

/** Calls that are read are a part of those that are counted. */
const AS_OFTEN = 1.5;

export function isAsOften(share: number, rate: number | null): boolean {
  return rate !== null && share <= AS_OFTEN * rate && share >= rate / AS_OFTEN;
}

export function isOfFailed({ ofFailed, ofOthers }: PatternChange): boolean {
  return ofFailed !== null && ofOthers !== null && ofFailed >= SIGNS.ofFailed && ofOthers <= SIGNS.ofOthers;
}
