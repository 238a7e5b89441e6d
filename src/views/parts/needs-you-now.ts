import { severityMark } from '../../print/severity-mark.ts';
import { cutEnd, displayWidth } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, cutLine } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Cause } from '../../triage/cause.ts';
import { sentenceOf } from '../../triage/cause-sentence.ts';
import type { Look } from './look.ts';

const WIDEST_SUBJECT = 24;

/** The worst causes in words, one a line, their subjects in a column of their own where there is room. */
export function causeLines(
  causes: readonly Cause[],
  most: number,
  width: number,
  isCompact: boolean,
  look: Look,
): readonly Line[] {
  const shown = causes.slice(0, most).map((cause) => ({ cause, ...sentenceOf(cause) }));
  const subjectWidth = isCompact
    ? null
    : Math.min(WIDEST_SUBJECT, Math.max(0, ...shown.map(({ subject }) => displayWidth(subject))));
  return shown.map(({ cause, subject, says, short }) => {
    const name = strong(cutEnd(subject, WIDEST_SUBJECT, look.glyphs.ellipsis));
    const head = subjectWidth === null ? [name] : cell([name], subjectWidth);
    return cutLine(
      [
        severityMark(cause.severity, look.glyphs),
        toned('fact', safe` `),
        ...head,
        toned('fact', isCompact ? safe` ` : safe`  `),
        ...(isCompact ? short : says),
      ],
      width,
      look.glyphs.ellipsis,
    );
  });
}

export function nothingWrong(isKnown: boolean, look: Look): Line {
  if (!isKnown) return [toned('dim', safe`reading functions and metrics${look.glyphs.ellipsis}`)];
  return [
    toned('good', look.glyphs.live),
    toned('fact', safe` nothing: no function errs, waits or is turned away`),
  ];
}
