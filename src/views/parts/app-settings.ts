import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RunKey } from '../../logs/runs/logged-run.ts';
import type { TailItem } from '../../logs/tail-item.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import type { ApiLedgerSnapshot } from '../../monitor/calls/api-ledger.ts';
import type { CallBudget } from '../../monitor/calls/call-budget.ts';
import type { FurtherDesk } from '../../monitor/case/further-desk.ts';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { RequestAnswer } from '../../monitor/log/reading/find-request.ts';
import type { LogTail } from '../../monitor/log/tail/log-tail.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import type { ThemeName } from '../../terminal/theme/palette.ts';
import type { Theme } from '../../terminal/theme/theme.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { CopyOutcome } from './copying/copy-menu.ts';
import type { Whereabouts } from './header/header-facts.ts';
import type { Look } from './look/look.ts';

/** The settings of the screens, and their only access to the outside. */
export interface AppSettings {
  readonly start: StartScreen;
  /** The initial window of charts; null leaves it to the screens. */
  readonly windowMinutes: number | null;
  /** Null where the fleet is not watched, as for `lmon tail`. */
  readonly fleet: FleetFeed | null;
  /** The thresholds until the user changes any. */
  readonly configuredThresholds: Thresholds;
  /** @param span null reads what is on screen: up to now and on, or up to the past moment shown */
  readonly openTail: (target: string, span?: LogSpan | null) => Promise<OpenedTail>;
  /** Searches for a request further back than a log on screen reaches. */
  readonly findRequest: (
    target: string,
    requestId: RawText,
    signal: AbortSignal,
  ) => Promise<RequestAnswer | UnsearchedLog>;
  /** Asks Logs Insights about a function; null where the fleet is not watched. */
  readonly further: FurtherDesk | null;
  /** The request whose invocation is shown first, over the log; null for none. */
  readonly request: RawText | null;
  /** Has waiting readers of logs ask AWS now, as after a failed call. */
  readonly askNow: () => void;
  /**
   * Saves a log's lines in memory to a new file, and returns a message for the user.
   *
   * @param lines with the number of rows that they fill
   * @param unfinished how much of the log they are while more of it is being read; null for all of it
   */
  readonly saveLog: (
    target: string,
    lines: { readonly items: readonly TailItem[]; readonly rowCount: number },
    unfinished: SafeText | null,
  ) => Promise<SafeText>;
  /** Saves a report to a new file, and returns a message for the user. */
  readonly saveReport: (report: TriageReport) => Promise<SafeText>;
  /** Copies lines to the clipboard, and returns how that went. */
  readonly copyText: (lines: readonly SafeText[]) => CopyOutcome;
  /** Completions for `:profile`. */
  readonly profileNames: () => readonly string[];
  /** Switches to another profile or Region; returns the reason for a failure, after which the old one goes on. */
  readonly switchAccount: (change: AccountChange) => Promise<SafeText | null>;
  readonly signIn: SignIn;
  readonly whereabouts: Whereabouts;
  /** For copied commands. */
  readonly access: AwsAccess;
  /** For commands in texts that others will read. */
  readonly accessOfOthers: AwsAccess;
  readonly look: Look;
  /** A theme's colours on this terminal. */
  readonly themeNamed: (name: ThemeName) => Theme;
  /** lmon's own calls so far. */
  readonly api: () => ApiLedgerSnapshot;
  /** The state of each API's budget, and the way to stop all calls. */
  readonly budget: Pick<CallBudget, 'state' | 'hold' | 'isHeld'>;
  /** Account time now. */
  readonly now: () => EpochMs;
}

/** A log that could not be looked up, and so not be searched. */
export interface UnsearchedLog {
  readonly kind: 'unsearched';
  readonly complaint: string;
  /** Whether another try may soon do better. */
  readonly isPassing: boolean;
}

/** The state of the credentials, and the way to renew them. */
export interface SignIn {
  /** Null while AWS accepts them. */
  getUnusable(): UnusableCredentials | null;
  subscribe(listener: () => void): () => void;
  /** Renews them on the terminal, which has to be lent for that. Returns what went wrong, or null. */
  run(): Promise<SafeText | null>;
}

export interface UnusableCredentials {
  /** Missing: there never were any. */
  readonly kind: 'expired' | 'missing';
  /** The command that renews them; null where lmon can't renew them. */
  readonly command: SafeText | null;
}

export type StartScreen =
  | { readonly name: 'fleet' }
  | {
      readonly name: 'function' | 'triage';
      readonly functionName: string;
      /** The requested alias or version, if any. */
      readonly qualifier?: string | null;
      /** From when on a report tells what happened, if that was asked. */
      readonly sinceMs?: EpochMs | null;
    }
  | { readonly name: 'headroom'; readonly functionName: string }
  | { readonly name: 'tail'; readonly target: string };

/** A past span of a log. */
export interface LogSpan {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
}

/** A screen that can be opened from others. */
export type AppScreen =
  | StartScreen
  | { readonly name: 'invocations'; readonly target: string }
  | { readonly name: 'invocation'; readonly target: string; readonly run: RunKey };

export type OpenedTail =
  | {
      readonly kind: 'open';
      readonly tail: LogTail;
      /** The functions whose logs they are, as far as Lambda lists them. */
      readonly functions: readonly FunctionConfiguration[];
      /**
       * Call when other screens cover all that show it: it is not read until the returned function is called.
       *
       * @param givesUp asked when catching up would cost more than opening it anew; a log that is given up is closed
       */
      readonly rest: (givesUp: () => boolean) => () => void;
      /** Call when no screen shows it any more: what was read may be kept for a return. */
      readonly leave: () => void;
    }
  | {
      readonly kind: 'failed';
      readonly complaint: string;
      /** Resolves when it is worth another try, or when `signal` aborts. */
      readonly untilAgain: (signal: AbortSignal) => Promise<void>;
    };
