import { DAY_MS, MINUTE_MS } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import { replacedIn } from '../../../terminal/safe-edits.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Times } from './time-notation.ts';

/** `02:58Z`, `02:58:07Z` */
const UTC_TIME = /\b(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?Z/g;
/** A date beside a time: on the local clock both may differ. */
const NAMED_DAY = /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/;

/** A text in UTC in the chosen notation; ages within a sentence would soon be wrong, so those stay. */
export function inNotation(line: Line, { notation, localOffsetMinutes }: Times): Line {
  return notation === 'local' ? inLocalTime(line, localOffsetMinutes) : line;
}

/** The same for lmon's own text only. */
export function textInNotation(text: SafeText, { notation, localOffsetMinutes }: Times): SafeText {
  return notation === 'local' ? textInLocalTime(text, localOffsetMinutes) : text;
}

/** A sentence with its times in local time. Quoted text, and times of another day, are left unchanged. */
export function inLocalTime(line: Line, offsetMinutes: number): Line {
  if (line.some(({ text, isVerbatim }) => isVerbatim !== true && NAMED_DAY.test(text))) return line;
  return line.map((span) =>
    span.isVerbatim === true ? span : { ...span, text: textInLocalTime(span.text, offsetMinutes) },
  );
}

function textInLocalTime(text: SafeText, offsetMinutes: number): SafeText {
  return replacedIn(text, UTC_TIME, (time) => localTime(time, offsetMinutes));
}

function localTime(time: SafeText, offsetMinutes: number): SafeText {
  const ofDayMs = Date.parse(`1970-01-02T${time}`) + offsetMinutes * MINUTE_MS;
  // In the same precision, without the sign of UTC.
  return safeText(new Date(ofDayMs % DAY_MS).toISOString().slice(11, 10 + time.length));
}
