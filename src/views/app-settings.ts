import type { EpochMs } from '../lambda/time.ts';
import type { ApiLedgerSnapshot } from '../monitor/api-ledger.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { LogTail } from '../monitor/log-tail.ts';
import type { RawText } from '../terminal/text.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import type { Whereabouts } from './parts/header.ts';
import type { Look } from './parts/look.ts';

/** What the screens are given. They ask for nothing else. */
export interface AppSettings {
  readonly start: StartScreen;
  /** Null where the fleet is not watched, as for `lmon tail`. */
  readonly fleet: FleetMonitor | null;
  readonly openTail: (target: string) => Promise<OpenedTail>;
  readonly whereabouts: Whereabouts;
  readonly look: Look;
  readonly thresholds: Thresholds;
  /** lmon's own calls until now. */
  readonly api: () => ApiLedgerSnapshot;
  /** Account time now. */
  readonly now: () => EpochMs;
}

export type StartScreen =
  | { readonly name: 'fleet' }
  | { readonly name: 'function'; readonly functionName: string }
  | { readonly name: 'tail'; readonly target: string };

export type OpenedTail =
  | { readonly kind: 'open'; readonly tail: LogTail; readonly functionName: RawText | null }
  | { readonly kind: 'failed'; readonly complaint: string };
