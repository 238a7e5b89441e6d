import type { EpochMs } from '../lambda/time.ts';
import type { AccountChange } from '../monitor/account-change.ts';
import type { CallBudget } from '../monitor/calls/call-budget.ts';
import { safe } from '../terminal/safe-text.ts';
import type { RawText, SafeText } from '../terminal/text.ts';
import type { ThemeName } from '../terminal/theme/palette.ts';
import type { Thresholds } from '../triage/thresholds.ts';
import type { FleetListing } from './fleet/listed-functions.ts';
import { WINDOW_MINUTES, type WindowAction } from './keys/key-action.ts';
import type { StartScreen } from './parts/app-settings.ts';
import { windowText } from './parts/look/window-text.ts';
import { type Command, type CommandAnswer, message, refused } from './prompt/prompt-command.ts';

/** The message when leaving a freeze or the past, which is worded to fit both. */
export function presentWords(isReplay: boolean): SafeText {
  return isReplay ? safe`the fleet as the replay has it now` : safe`the fleet as it is now`;
}

/** What commands can do to the screens. */
export interface AppControls {
  readonly budget: Pick<CallBudget, 'hold' | 'isHeld'>;
  readonly isReplay: boolean;
  /** Replaces everything above the first screen. */
  show(screen: StartScreen): void;
  cover(by: 'help' | 'ownErrors'): void;
  relist(change: (listing: FleetListing) => Partial<FleetListing>): void;
  setWindow(window: WindowAction): void;
  setTheme(theme: ThemeName): void;
  /** Opens the invocation of a request of the current function; false without one. */
  openRequest(requestId: RawText): boolean;
  /** Shows the price of Logs Insights, or asks it, for the triage on screen; false without one. */
  askFurther(asks: boolean): boolean;
  /** Judges everything by these thresholds for the rest of the session. */
  judgeBy(thresholds: Thresholds): void;
  lookAt(atMs: EpochMs | null): void;
  switchAccount(change: AccountChange): void;
  exit(): void;
}

/** Executes a command, and returns its answer where the screen does not show the effect. */
export function runCommand(command: Command, app: AppControls): CommandAnswer | null {
  switch (command.kind) {
    case 'function':
    case 'headroom':
    case 'triage':
      app.show({ name: command.kind, functionName: command.functionName });
      return null;
    case 'request':
      return app.openRequest(command.requestId)
        ? null
        : refused(safe`whose request? Choose a function first, or open its log`);
    case 'insights':
      return app.askFurther(command.asks)
        ? null
        : refused(safe`Logs Insights is asked about a triage: open one first`);
    case 'sort':
      return relisted(app, () => ({ sortedBy: command.column }));
    case 'idle':
      return relisted(app, ({ showsIdle }) => ({ showsIdle: !showsIdle }));
    case 'window':
      app.setWindow(command.window);
      return message(
        safe`dashboards and USE of the fleet show the last ${windowText(WINDOW_MINUTES[command.window])}`,
      );
    case 'theme':
      app.setTheme(command.theme);
      return null;
    case 'judgeBy':
      app.judgeBy(command.thresholds);
      return message(command.says);
    case 'at':
      app.lookAt(command.atMs);
      if (command.isToCome === true)
        return message(safe`that time is still to come: ${presentWords(app.isReplay)}`);
      return command.atMs === null ? message(presentWords(app.isReplay)) : null;
    case 'account':
      app.switchAccount(command.change);
      return null;
    case 'ownErrors':
    case 'help':
      app.cover(command.kind);
      return null;
    case 'stop': {
      const isHeld = !app.budget.isHeld();
      app.budget.hold(isHeld);
      return message(isHeld ? safe`no more calls to AWS until :stop is entered again` : safe`calls go on`);
    }
    case 'quit':
      app.exit();
      return null;
  }
}

function relisted(
  app: AppControls,
  change: (listing: FleetListing) => Partial<FleetListing>,
): CommandAnswer | null {
  app.relist(change);
  app.show({ name: 'fleet' });
  return null;
}
