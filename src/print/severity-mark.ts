import type { FunctionStatus } from '../monitor/function/status/function-status.ts';
import { blanks, displayWidth } from '../terminal/display-width.ts';
import type { Line, Span, Tone } from '../terminal/line.ts';
import { cell } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { Glyphs } from '../terminal/theme/glyphs.ts';
import { strong, toned } from '../terminal/words.ts';
import type { Severity } from '../triage/severity.ts';

/** A state as mark and word, readable without colour. */
export function stateLine(state: Pick<FunctionStatus, 'severity' | 'activity'>, glyphs: Glyphs): Line {
  const mark = isMarked(state)
    ? severityMark(state.severity, glyphs)
    : toned('dim', blanks(glyphs.markWidth));
  return [mark, toned('fact', safe` `), stateWord(state)];
}

function isMarked({ severity, activity }: Pick<FunctionStatus, 'severity' | 'activity'>): boolean {
  return severity !== 'unknown' && !(activity === 'idle' && severity === 'ok');
}

const LONGEST_STATE = displayWidth(safe`CRIT`);
const AIR = 2;

/**
 * The same in front of a sentence: with a single blank between them, it would read on from `idle`. A word without a mark
 * begins where marks do, as nothing stands above it.
 */
export function stateCell(state: Pick<FunctionStatus, 'severity' | 'activity'>, glyphs: Glyphs): Line {
  const says = isMarked(state) ? stateLine(state, glyphs) : [stateWord(state)];
  return cell(says, glyphs.markWidth + 1 + LONGEST_STATE + AIR);
}

/** For an idle function, that is all that can be said. */
export function stateWord({ severity, activity }: Pick<FunctionStatus, 'severity' | 'activity'>): Span {
  return activity === 'idle' && severity === 'ok' ? toned('dim', safe`idle`) : severityWord(severity);
}

export function severityMark(severity: Severity, glyphs: Glyphs): Span {
  // Its word is already a sign.
  const mark = { crit: glyphs.crit, warn: glyphs.warn, ok: glyphs.ok, unknown: safe`` }[severity];
  return toned(severityTone(severity), safe`${mark}${blanks(glyphs.markWidth - displayWidth(mark))}`);
}

export function severityWord(severity: Severity): Span {
  const words: Readonly<Record<Severity, SafeText>> = {
    crit: safe`CRIT`,
    warn: safe`WARN`,
    ok: safe`ok`,
    unknown: safe`?`,
  };
  return severity === 'crit' || severity === 'warn'
    ? strong(words[severity], severityTone(severity))
    : toned('dim', words[severity]);
}

export function severityTone(severity: Severity): Tone {
  return severity === 'crit' || severity === 'warn' ? severity : 'dim';
}
