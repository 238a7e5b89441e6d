import type { WantedLines } from '../../logs/selection/selection-rules.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import type { TailRange } from '../logs/tail-range.ts';
import type { TailSelection } from '../logs/tail-selection.ts';
import type { AskedWindow } from '../session/asked-window.ts';

export type FirstScreen =
  | ({ readonly name: 'fleet' } & AskedWindow)
  | ({ readonly name: 'function' | 'triage'; readonly functionName: string } & AskedWindow)
  | AskedLog;

export interface AskedLog {
  readonly name: 'tail';
  /** What the selection is called on screen. */
  readonly target: string;
  readonly wanted: WantedLines;
  readonly selection: TailSelection;
  /** Reckoned once AWS has told the time. */
  readonly range: () => TailRange | Complaint;
  /** Whose invocation is shown first; null for the log. */
  readonly requestId: RawText | null;
}
