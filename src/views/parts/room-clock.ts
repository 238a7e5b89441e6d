import { DAY_MS, MINUTE_MS } from '../../lambda/time.ts';
import type { Line } from '../../terminal/line.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Times } from './time-notation.ts';

/** `02:58Z`, `02:58:07Z` */
const UTC_TIME = /\b(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?Z/g;
/** A day stands beside its time: on the clock of the room both may be others. */
const NAMED_DAY = /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/;

/** What was told in UTC, as somebody wants to read times; ages among words would be wrong when they are read. */
export function asRead(line: Line, { notation, localOffsetMinutes }: Times): Line {
  return notation === 'local' ? onRoomClock(line, localOffsetMinutes) : line;
}

/** The same of words of ours alone. */
export function textAsRead(text: SafeText, { notation, localOffsetMinutes }: Times): SafeText {
  return notation === 'local' ? textOnRoomClock(text, localOffsetMinutes) : text;
}

/** A sentence with its times on the clock of the room. Words of others, and a time of another day, are left as they are. */
export function onRoomClock(line: Line, offsetMinutes: number): Line {
  if (line.some(({ text, isVerbatim }) => isVerbatim !== true && NAMED_DAY.test(text))) return line;
  return line.map((span) =>
    span.isVerbatim === true ? span : { ...span, text: textOnRoomClock(span.text, offsetMinutes) },
  );
}

function textOnRoomClock(text: SafeText, offsetMinutes: number): SafeText {
  return replacedIn(text, UTC_TIME, (time) => roomTime(time, offsetMinutes));
}

function roomTime(time: SafeText, offsetMinutes: number): SafeText {
  const ofDayMs = Date.parse(`1970-01-02T${time}`) + offsetMinutes * MINUTE_MS;
  // As it was written, without the sign of UTC.
  return safeText(new Date(ofDayMs % DAY_MS).toISOString().slice(11, 10 + time.length));
}
