import type { ApiLedger } from '../../monitor/calls/api-ledger.ts';
import type { CallBudget } from '../../monitor/calls/call-budget.ts';
import type { Clock, WallTime } from '../../monitor/clock.ts';
import type { SleepWatch } from '../../monitor/sleep-watch.ts';
import type { Sources } from '../../monitor/sources.ts';
import type { Settings } from '../../settings/settings.ts';
import type { LookedAtDemo } from '../command/command.ts';
import type { Complaint } from '../command/complaint.ts';
import type { ReplaySession } from '../command/replayed.ts';
import type { AccountSwitch } from './account/account-switch.ts';
import type { FoundRegion } from './account/aws-region.ts';
import type { EarlierSessions } from './recording/earlier-sessions.ts';

/** What every command on an account works with. */
export interface Session {
  readonly settings: Settings;
  readonly region: string;
  readonly regionFrom: FoundRegion['from'];
  /** Those in which a name is looked for; the first is `region`. */
  readonly regions: readonly string[];
  readonly sources: Sources;
  readonly clock: Clock;
  /** In a replay, the sleeps of the recording process. */
  readonly sleeps: SleepWatch;
  /** Measures slow answers; null in a replay, whose waits are not AWS's. */
  readonly wall: WallTime | null;
  readonly budget: CallBudget;
  /** For this session only: another account's denials don't matter here. */
  readonly ledger: ApiLedger;
  readonly earlier: EarlierSessions;
  /** Whether there is a screen; otherwise lines are printed. */
  readonly hasScreen: boolean;
  /** Whether `--record` is still recording; null where it was not requested. */
  readonly isRecording: (() => boolean) | null;
  /** Null for a live account. */
  readonly replay: ReplaySession | null;
  /** Null unless it is a demo. */
  readonly demo: LookedAtDemo | null;
  readonly elsewhere: AccountSwitch<Session>;
  /** May be called more than once. */
  close(): void;
  /** Ends what `--record` writes, and removes it. */
  discardRecording(): void;
}

/** What is known before the identity is. */
export type SessionBasics = Pick<Session, 'settings' | 'clock' | 'hasScreen' | 'replay'>;

/** Parses a command's flags: complaints about them come first. */
export type ReadFlags<Flags> = (basics: SessionBasics) => Flags | Complaint | Promise<Flags | Complaint>;

export type OpenSession<Flags> = Session & { readonly flags: Flags };
