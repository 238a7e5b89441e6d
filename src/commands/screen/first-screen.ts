import type { Thresholds } from '../../triage/thresholds.ts';
import type { Complaint } from '../command/complaint.ts';
import type { AskedTail } from '../logs/asked-tail.ts';
import type { TailRange } from '../logs/tail-range.ts';
import type { AskedWindow } from '../session/asked-window.ts';

export type FirstScreen =
  | ({
      readonly name: 'fleet';
      /** Thresholds set by the user in the previous account; absent to use the settings. */
      readonly judgedBy?: Thresholds;
    } & AskedWindow)
  | ({
      readonly name: 'function' | 'triage';
      readonly functionName: string;
      /** The requested alias or version. */
      readonly qualifier: string | null;
    } & AskedWindow)
  | AskedLog;

export interface AskedLog extends AskedTail {
  readonly name: 'tail';
  /** The selection's name on screen. */
  readonly target: string;
  /** Computed once AWS has told the time. */
  readonly range: () => TailRange | Complaint;
}
