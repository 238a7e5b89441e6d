import type { Line } from '../../terminal/line.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Severity } from '../../triage/severity.ts';

/** A label in a column of its own, with the text. */
export interface TriageEntry {
  readonly label: SafeText;
  readonly tone: 'crit' | 'warn' | 'dim' | 'fact' | 'good' | 'focus';
  readonly says: Line;
  /** Set where it belongs to the entry above. */
  readonly isPart?: boolean;
  /** For the verdict, which screens mark like a state. */
  readonly severity?: Severity;
}
