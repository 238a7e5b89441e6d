import type { Complaint } from '../command/complaint.ts';
import type { AskedTail } from '../logs/asked-tail.ts';
import type { TailRange } from '../logs/tail-range.ts';
import type { AskedWindow } from '../session/asked-window.ts';

export type FirstScreen =
  | ({ readonly name: 'fleet' } & AskedWindow)
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
