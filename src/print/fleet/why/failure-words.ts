import { LONGEST_START_MS } from '../../../lambda/line/outcome.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import { type FailureGroup, isSurvived } from '../../../logs/failures/failure-group.ts';
import type { FailureEvidence } from '../../../monitor/case/failure-probe.ts';
import { NO_CREDENTIALS, type SourceError } from '../../../monitor/source-error.ts';
import { cutEndWords } from '../../../terminal/cut-words.ts';
import { displayWidth } from '../../../terminal/display-width.ts';
import type { Line, Span } from '../../../terminal/line.ts';
import { lineWidth } from '../../../terminal/line-layout.ts';
import { ageInWords, durationInWords, groupedText, spanInWords } from '../../../terminal/quantity.ts';
import { partOf } from '../../../terminal/safe-edits.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../../terminal/words.ts';

/**
 * The two most important failures on one line, for explanations, one where both don't fit, and how many kinds more there
 * are. What the worst one says takes the room of their number.
 */
export function failureSummary(
  evidence: FailureEvidence,
  timeoutMs: number,
  glyphs: Glyphs,
  width: number,
): Line {
  if (evidence.error !== null) return unreadLine(evidence);
  if (!evidence.hasLines) return [toned('dim', noLinesText(evidence))];
  if (evidence.groups.length === 0)
    return [toned('dim', safe`the log tells no failure in ${spanInWords(spanMsOf(evidence))}`)];
  const inFull = (group: FailureGroup) => failureName(group, timeoutMs, glyphs.ellipsis);
  const told = [2, 1].flatMap((count) =>
    [true, false].map((tellsMore) =>
      summaryOf({ count, tellsMore, countsOthers: true }, evidence, inFull, glyphs),
    ),
  );
  const fits = told.find((line) => lineWidth(line) <= width);
  if (fits !== undefined) return fits;
  const briefest = (nameOf: NameOf) =>
    summaryOf({ count: 1, tellsMore: false, countsOthers: false }, evidence, nameOf, glyphs);
  const room = width - lineWidth(briefest(() => toned('fact', safe``)));
  return briefest((group) => {
    const name = inFull(group);
    return { ...name, text: cutBeforeCause(name.text, room, glyphs.ellipsis) };
  });
}

/**
 * At most `width` cells: errors end with their cause, behind a colon, which stays if the rest keeps half of the room.
 * Elsewhere only the end is cut: without its middle, a sentence may say the opposite.
 */
function cutBeforeCause(says: SafeText, width: number, ellipsis: SafeText): SafeText {
  const start = says.lastIndexOf(': ');
  const cause = start === -1 ? safe`` : partOf(says, start);
  const room = width - displayWidth(cause);
  if (cause === '' || room < width / 2) return cutEndWords(says, width, ellipsis);
  return safe`${cutEndWords(partOf(says, 0, start), room, ellipsis)}${cause}`;
}

type NameOf = (group: FailureGroup) => Span;

interface SummaryForm {
  readonly count: number;
  readonly tellsMore: boolean;
  readonly countsOthers: boolean;
}

function summaryOf(
  { count, tellsMore, countsOthers }: SummaryForm,
  evidence: FailureEvidence,
  nameOf: NameOf,
  { atLeast, times }: Glyphs,
): Line {
  const told = evidence.groups.slice(0, count).flatMap((group, index): Line => {
    const separator = toned('fact', index === 0 ? safe`` : safe`; `);
    const count = strong(failureCount(group, evidence, atLeast));
    const name = nameOf(group);
    const does = isSurvived(group) ? toned('dim', safe` calls log `) : toned('fact', safe` ${times} `);
    const more = tellsMore ? [...eventWords(group), ...stoppedWords(group, evidence)] : [];
    return [separator, count, does, name, ...more];
  });
  const left = evidence.groups.length - count;
  const untold =
    countsOthers && left > 0
      ? [toned('dim', safe`; ${left} more ${left === 1 ? safe`kind` : safe`kinds`}`)]
      : [];
  return [...told, ...untold, toned('dim', safe`  in ${spanInWords(spanMsOf(evidence))}`)];
}

/** Why the log could not be read. */
export function unreadLine({ error }: Pick<FailureEvidence, 'error'>): Line {
  return error?.kind === 'denied'
    ? [toned('dim', safe`denied: ${safeText(error.action)}`)]
    : [toned('dim', safe`not read: ${error === null ? safe`` : troubleWords(error)}`)];
}

/** Beside a log, `expired` alone would speak of the log. */
function troubleWords({ kind, name }: SourceError): SafeText {
  if (kind !== 'expired') return safeText(kind);
  return name === NO_CREDENTIALS ? safe`no credentials` : safe`credentials expired`;
}

/** A count is a lower bound where not everything was read. */
export function failureCount(
  { count }: FailureGroup,
  { isComplete }: FailureEvidence,
  atLeast: SafeText,
): SafeText {
  return isComplete ? groupedText(count) : safe`${atLeast}${groupedText(count)}`;
}

/** Why there are more failed calls than events: failed asynchronous events are retried. */
export function eventWords({ eventCount }: FailureGroup): Line {
  return eventCount === undefined
    ? []
    : [toned('dim', safe`, for ${groupedText(eventCount)} ${eventCount === 1 ? safe`event` : safe`events`}`)];
}

/** The placeholder for values in patterns and reports; an ellipsis marks a cut. */
export const VARIES = safe`#`;

/** Late lines may still arrive. */
const SHORTEST_STOP_MS = 3 * MINUTE_MS;
/** The probability that chance left the time since without failures. */
const BY_CHANCE = 0.01;

/** Says that a failure has stopped, which a count over fifteen minutes does not show; rare ones may not have. */
export function stoppedWords(
  { byMinute, count }: FailureGroup,
  { fromMs, toMs }: Pick<FailureEvidence, 'fromMs' | 'toMs'>,
): Line {
  const last = byMinute.at(-1);
  if (last === undefined) return [];
  const quietMs = toMs - last.minuteMs - MINUTE_MS;
  const chance = Math.max(0, 1 - quietMs / (toMs - fromMs)) ** count;
  return quietMs < SHORTEST_STOP_MS || chance > BY_CHANCE
    ? []
    : [toned('dim', safe`, none for ${ageInWords(quietMs)}`)];
}

/** @param idEnd what long ids end with, or `VARIES` where there is no room for their beginning either */
export function failureName({ kind, wording }: FailureGroup, timeoutMs: number, idEnd: SafeText): Span {
  switch (kind) {
    case 'timeout':
      return toned('fact', safe`timeout at ${durationInWords(timeoutMs)}`);
    case 'outOfMemory':
      return toned('fact', safe`out of memory`);
    case 'startCutOff':
      return toned('fact', safe`start cut off at ${durationInWords(LONGEST_START_MS)}`);
    case 'ended':
    case 'logged': {
      const says = joinSafe(
        wording.map((part) => withShortIds(part, idEnd)),
        VARIES,
      );
      return { ...toned('fact', says), isVerbatim: true };
    }
  }
}

const LONG_ID = /\b(?=[0-9a-f-]*\d)[0-9a-f-]{16,}\b/gi;
const ID_START = 8;

/** Sequence numbers and request ids would take the room of the words around them. */
export function withShortIds(says: RawText, idEnd: SafeText): SafeText {
  return safeText(says.replace(LONG_ID, (id) => `${idEnd === VARIES ? '' : id.slice(0, ID_START)}${idEnd}`));
}

/** What a log without lines means. */
export function noLinesText(evidence: FailureEvidence): SafeText {
  return safe`no log line in the last ${spanInWords(spanMsOf(evidence))}`;
}

/** From when to when the log was read. */
export function spanMsOf({ fromMs, toMs }: FailureEvidence): number {
  return toMs - fromMs;
}
