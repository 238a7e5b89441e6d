import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import type { Reading } from '../../../monitor/reading.ts';
import type { Line, Span, Tone } from '../../../terminal/line.ts';
import type { Align } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { Reason, RuleName } from '../../../triage/rules/reason.ts';
import type { Thresholds } from '../../../triage/thresholds.ts';

/** A column of the fleet: title, width and content. */
export interface FleetColumn {
  readonly title: SafeText;
  readonly width: number;
  readonly align: Align;
  /** Cells between it and the column before. */
  readonly gap: number;
  /** Its width in a fleet of which AWS denies something, where the word needs more than the figures. */
  readonly deniedWidth?: number;
  /** The title of a column that adapts to its width; else `title`. */
  titleOf?(width: number): SafeText;
  cell(status: FunctionStatus, context: CellContext): Line;
  /** The sort value of this column, largest first; null goes last. Absent where sorting makes no sense. */
  sortsBy?(status: FunctionStatus): number | null;
}

export interface CellContext {
  readonly glyphs: Glyphs;
  readonly thresholds: Thresholds;
  /** The column's actual width. */
  readonly width: number;
}

/** A metric in a cell, or why it is absent. */
export function reading(
  value: Reading,
  text: (value: number) => SafeText,
  tone: Tone,
  activity: FunctionStatus['activity'],
): Line {
  if (value === 'notApplicable') return [toned('dim', safe`n/a`)];
  if (activity === 'idle') return nothing();
  switch (value) {
    case 'missing':
      return nothing();
    case 'unsettled':
      return [toned('dim', safe`?`)];
    case 'denied':
      return [toned('dim', safe`denied`)];
    default:
      return [figure(tone, text(value))];
  }
}

/** What breaks a rule stands out without colour too. */
export function figure(tone: Tone, text: SafeText): Span {
  return tone === 'warn' || tone === 'crit' ? strong(text, tone) : toned(tone, text);
}

export function nothing(): Line {
  return [toned('dim', safe`-`)];
}

/** A figure has the colour of the rule that it breaks. */
export function ruleTone(
  { reasons }: Pick<FunctionStatus, 'reasons'>,
  rule: RuleName,
  fine: Tone = 'fact',
): Tone {
  return reasons.find((reason: Reason) => reason.rule === rule)?.severity ?? fine;
}

/** Only records of a stream have an iterator age; what else waits is a backlog. */
export function lagTone(status: FunctionStatus): Tone {
  return ruleTone(status, status.lag?.of === 'records' ? 'iteratorAge' : 'backlog');
}
