import type {
  ThrottleCause,
  ThrottleCauseName,
  ThrottleSuspect,
} from '../../capacity/limit/throttle-cause.ts';
import type { CallerKind } from '../../monitor/headroom/headroom.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';

/** Why calls were throttled: each suspect with the evidence for or against it, and the effect on callers. */
export function throttleCauseBlocks(
  { cause, suspects }: ThrottleCause,
  callers: CallerKind,
  width: number,
): readonly (readonly Line[])[] {
  const sentences = [...(cause === null ? [openLine(suspects)] : []), callerLine(callers)];
  return [
    ...suspects.map((suspect) => suspectRows(suspect, cause, width)),
    ...sentences.map((sentence) => wrappedLine(sentence, width)),
  ];
}

/** Why no cause is named. */
function openLine(suspects: readonly ThrottleSuspect[]): Line {
  return suspects.every(({ verdict }) => verdict === 'no')
    ? words`None of these explains it: CloudWatch publishes no reasons.`
    : words`More than one is left: CloudWatch publishes no reasons.`;
}

const VERDICT_WIDTH = 9;

/** A suspect's text wraps under itself, so that the verdicts stand out. */
function suspectRows(
  suspect: ThrottleSuspect,
  cause: ThrottleCauseName | null,
  width: number,
): readonly Line[] {
  const name = SUSPECT_NAMES[suspect.cause];
  const isCause = suspect.cause === cause;
  const says = isCause
    ? [strong(name), toned('fact', safe`  ${evidenceText(suspect)}`)]
    : [toned('dim', safe`${name}  ${evidenceText(suspect)}`)];
  const verdict = isCause ? strong(safe`for`, 'crit') : toned('dim', verdictText(suspect));
  return wrappedLine(says, Math.max(1, width - VERDICT_WIDTH)).map((row, place) => [
    ...cell(place === 0 ? [verdict] : [], VERDICT_WIDTH),
    ...row,
  ]);
}

function verdictText({ verdict }: ThrottleSuspect): SafeText {
  switch (verdict) {
    case 'no':
      return safe`against`;
    case 'yes':
      return safe`also`;
    case 'unknown':
      return safe`unknown`;
  }
}

const SUSPECT_NAMES: Readonly<Record<ThrottleCauseName, SafeText>> = {
  off: safe`switched off`,
  reserved: safe`reserved`,
  account: safe`account pool`,
  requestRate: safe`request rate`,
  scaling: safe`scaling rate`,
};

/** The highest value in the minutes with throttles. */
function evidenceText({ cause, highest, limit }: ThrottleSuspect): SafeText {
  if (cause === 'off') return safe`reserved concurrency is 0`;
  if (limit === null) return safe`its limit is not known`;
  if (highest === null) return safe`not measured in those minutes`;
  switch (cause) {
    case 'reserved':
      return safe`${groupedText(highest)} of ${groupedText(limit)} busy at the peak`;
    case 'account':
      return safe`${groupedText(highest)} of ${groupedText(limit)} in use at the peak`;
    case 'requestRate':
      return safe`${groupedText(highest)}/s of ${groupedText(limit)}/s on average`;
    case 'scaling':
      return highest === 0
        ? safe`the peak did not climb`
        : safe`the peak climbed by ${groupedText(highest)} in a minute`;
  }
}

/** What becomes of work that finds all workers of its source busy. */
export function waitingLine({ isQueue }: { readonly isQueue?: true }): Line {
  return isQueue === true
    ? words`Its ${strong(safe`messages wait`)} in their queue, and age there; none is turned away.`
    : callerLine('stream');
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html */
export function callerLine(callers: CallerKind): Line {
  switch (callers) {
    case 'synchronous':
      return words`Callers get ${strong(safe`429 at once`)}: Lambda does not try again for them.`;
    case 'asynchronous':
      return words`Events are tried for ${strong(safe`up to 6 h`)}, then dead-lettered or dropped.`;
    case 'stream':
      return words`Its ${strong(safe`records wait`)}, and age until they expire.`;
    case 'queue':
      return words`Messages go ${strong(safe`back to the queue`)}, each time nearer to its redrive.`;
    case 'unseen':
      return [toned('dim', safe`Who calls it is not known: no call lately.`)];
    case null:
      return [toned('dim', safe`Who calls it is not known: its event sources are not read.`)];
  }
}
