import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RunKey } from '../../logs/runs/told-run.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import type { CallBudget } from '../../monitor/calls/call-budget.ts';
import type { FurtherDesk } from '../../monitor/case/further-desk.ts';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { RequestAnswer } from '../../monitor/log/find-request.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { ThemeName } from '../../terminal/palette.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { Theme } from '../../terminal/theme.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { CopyOutcome } from './copy-menu.ts';
import type { Whereabouts } from './header.ts';
import type { Look } from './look.ts';

/** What the screens are given. They ask for nothing else. */
export interface AppSettings {
  readonly start: StartScreen;
  /** How much time charts are to show at first; null leaves it to the screens. */
  readonly windowMinutes: number | null;
  /** Null where the fleet is not watched, as for `lmon tail`. */
  readonly fleet: FleetFeed | null;
  /** What is judged by as long as nobody sets anything. */
  readonly configuredThresholds: Thresholds;
  /** @param span null reads what is shown: up to now and on, or up to the moment of the past that is looked at. */
  readonly openTail: (target: string, span?: LogSpan | null) => Promise<OpenedTail>;
  /** Looks for a request further back than a log on screen goes; null where there is no log to look in. */
  readonly findRequest: (target: string, requestId: RawText) => Promise<RequestAnswer | null>;
  /** What has Logs Insights asked about a function; null where the fleet is not watched. */
  readonly further: FurtherDesk | null;
  /** Whose invocation is shown first, over the log; null for none. */
  readonly request: RawText | null;
  /** Writes what is in memory of a log to a file of its own, and answers with what to tell the person. */
  readonly saveLog: (target: string, items: readonly TailItem[]) => Promise<SafeText>;
  /** Writes a report to a file of its own, and answers with what to tell the person. */
  readonly saveReport: (report: TriageReport) => Promise<SafeText>;
  /** Puts lines on the person's clipboard, and answers with who took them. */
  readonly copyText: (lines: readonly SafeText[]) => CopyOutcome;
  /** What `:profile` completes. */
  readonly profileNames: () => readonly string[];
  /** Leaves the account for another profile or Region; gives back why not, where the old one goes on. */
  readonly switchAccount: (change: AccountChange) => Promise<string | null>;
  readonly signIn: SignIn;
  readonly whereabouts: Whereabouts;
  /** For the commands that can be copied. */
  readonly access: AwsAccess;
  /** For those in what others are to read. */
  readonly accessOfOthers: AwsAccess;
  readonly look: Look;
  /** The colours of a theme on this terminal. */
  readonly themeNamed: (name: ThemeName) => Theme;
  /** lmon's own calls until now. */
  readonly api: () => ApiLedgerSnapshot;
  /** What holds lmon's calls back: how each API stands, and the way to stop them all. */
  readonly budget: Pick<CallBudget, 'state' | 'hold' | 'isHeld'>;
  /** Account time now. */
  readonly now: () => EpochMs;
}

/** What is known of the credentials, and the way to renew them. */
export interface SignIn {
  /** Null while AWS takes them. */
  getExpired(): ExpiredCredentials | null;
  subscribe(listener: () => void): () => void;
  /** Renews them on the terminal, which has to be lent out. Gives back what went wrong, or null. */
  run(): Promise<SafeText | null>;
}

export interface ExpiredCredentials {
  /** What renews them, as a person would type it; null where they come from what lmon can't renew. */
  readonly command: SafeText | null;
}

export type StartScreen =
  | { readonly name: 'fleet' }
  | {
      readonly name: 'function' | 'triage';
      readonly functionName: string;
      /** The alias or version that was asked for, if any. */
      readonly qualifier?: string | null;
    }
  | { readonly name: 'headroom'; readonly functionName: string }
  | { readonly name: 'tail'; readonly target: string };

/** A part of a log that is over. */
export interface LogSpan {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
}

/** A screen that others lead to. */
export type AppScreen =
  | StartScreen
  | { readonly name: 'invocations'; readonly target: string }
  | { readonly name: 'invocation'; readonly target: string; readonly run: RunKey };

export type OpenedTail =
  | {
      readonly kind: 'open';
      readonly tail: LogTail;
      /** The functions whose logs they are, as far as Lambda told of them. */
      readonly functions: readonly FunctionConfiguration[];
      /** To be told when no screen shows it any more: what was read may be kept for who comes back. */
      readonly leave: () => void;
    }
  | { readonly kind: 'failed'; readonly complaint: string };
