import type { Thresholds } from '../../triage/thresholds.ts';
import type { Complaint } from '../command/complaint.ts';
import type { AskedTail } from '../logs/asked-tail.ts';
import type { TailRange } from '../logs/tail-range.ts';
import type { AskedWindow } from '../session/asked-window.ts';

export type FirstScreen =
  | ({
      readonly name: 'fleet';
      /** What somebody has set in an account before; absent where it is judged by the settings. */
      readonly judgedBy?: Thresholds;
    } & AskedWindow)
  | ({
      readonly name: 'function' | 'triage';
      readonly functionName: string;
      /** The alias or version that was asked for. */
      readonly qualifier: string | null;
    } & AskedWindow)
  | AskedLog;

export interface AskedLog extends AskedTail {
  readonly name: 'tail';
  /** What the selection is called on screen. */
  readonly target: string;
  /** Reckoned once AWS has told the time. */
  readonly range: () => TailRange | Complaint;
}
