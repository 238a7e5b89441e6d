import { blanks, displayWidth } from '../../terminal/display-width.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';

/** Something that happened, to be marked under the charts. */
export interface TimeMark {
  /** 0 is the first column, 1 the last. */
  readonly place: number;
  readonly sign: SafeText;
  readonly says: SafeText;
  /** In a word what it is, for where all marks have room for theirs. */
  readonly what?: SafeText;
  readonly tone: Tone;
}

const AIR = 2;

/**
 * When charts begin and end, and marks between, each with its sign under its own column. Where two would touch, the
 * one that is named first is kept, and the other has its sign alone. What marks are is said where all have room for it.
 */
export function timeAxis({
  from,
  to,
  marks,
  indent,
  width,
}: {
  readonly from: SafeText;
  readonly to: SafeText;
  readonly marks: readonly TimeMark[];
  readonly indent: number;
  readonly width: number;
}): Line {
  const ends = { from, to, columns: width - indent };
  const inWords = placed(
    marks.map(({ what, says, ...mark }) => ({
      ...mark,
      says: what === undefined ? says : safe`${what} ${says}`,
    })),
    ends,
  );
  const taken = inWords.isAllSaid ? inWords.taken : placed(marks, ends).taken;
  let line: Line = [toned('fact', blanks(indent))];
  for (const { start, says } of taken.toSorted((one, other) => one.start - other.start)) {
    line = [...line, toned('fact', blanks(indent + start - lineWidth(line))), says];
  }
  return line;
}

interface Ends {
  readonly from: SafeText;
  readonly to: SafeText;
  readonly columns: number;
}

function placed(marks: readonly TimeMark[], { from, to, columns }: Ends) {
  const taken: Placed[] = [];
  const put = (start: number, says: Span, air = AIR): boolean => {
    const end = start + displayWidth(says.text);
    const isFree = taken.every((other) => end + air <= other.start || start >= other.end + air);
    const fits = isFree && start >= 0 && end <= columns;
    if (fits) taken.push({ start, end, says });
    return fits;
  };
  put(0, toned('dim', from));
  put(columns - displayWidth(to), toned('dim', to));
  let isAllSaid = true;
  for (const { place, sign, says, tone } of marks) {
    const column = Math.round(place * (columns - 1));
    const end = columns - displayWidth(to) - AIR;
    const before = toned(tone, safe`${says} ${sign}`);
    const behind = toned(tone, safe`${sign} ${says}`);
    // Near the end the words stand before their sign, so that it stays under its own column as long as it can.
    const isPut =
      column + displayWidth(behind.text) <= end
        ? put(column, behind)
        : put(Math.min(column + displayWidth(sign), end) - displayWidth(before.text), before);
    if (!isPut) {
      put(column, toned(tone, sign), 1);
      isAllSaid = false;
    }
  }
  return { taken, isAllSaid };
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly says: Span;
}
