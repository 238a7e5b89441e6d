import type { Thresholds } from '../../triage/thresholds.ts';
import type { Complaint } from '../command/complaint.ts';
import type { RequestedTail } from '../logs/typed/requested-tail.ts';
import type { TailRange } from '../logs/typed/tail-range.ts';
import type { RequestedWindow } from '../session/requested-window.ts';

export type FirstScreen =
  | ({
      readonly name: 'fleet';
      /** Thresholds set by the user in the previous account; absent to use the settings. */
      readonly judgedBy?: Thresholds;
    } & RequestedWindow)
  | ({
      readonly name: 'function' | 'triage';
      readonly functionName: string;
      /** The requested alias or version. */
      readonly qualifier: string | null;
    } & RequestedWindow)
  | RequestedLog;

export interface RequestedLog extends RequestedTail {
  readonly name: 'tail';
  /** The selection's name on screen. */
  readonly target: string;
  /** Computed once AWS has told the time. */
  readonly range: () => TailRange | Complaint;
}
