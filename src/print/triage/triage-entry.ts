import type { Line } from '../../terminal/line.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Severity } from '../../triage/severity.ts';

/** What stands in front, in a column of its own, and what is said. */
export interface TriageEntry {
  readonly label: SafeText;
  readonly tone: 'crit' | 'warn' | 'dim' | 'fact' | 'good' | 'focus';
  readonly says: Line;
  /** Belongs to the entry above it. */
  readonly isPart?: boolean;
  /** Of the verdict: what a screen marks as it marks states. */
  readonly severity?: Severity;
}
