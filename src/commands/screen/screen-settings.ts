import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { createFurtherDesk } from '../../monitor/case/further-desk.ts';
import type { FleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import type { Settings } from '../../settings/settings.ts';
import { glyphSet } from '../../terminal/theme/glyphs.ts';
import { createTheme } from '../../terminal/theme/theme.ts';
import type { AppSettings, SignIn } from '../../views/parts/app-settings.ts';
import type { Look } from '../../views/parts/look/look.ts';
import { awsAccess, awsAccessOfOthers } from '../session/aws-access.ts';
import type { RequestedWindow } from '../session/requested-window.ts';
import type { Session } from '../session/session.ts';
import type { AccountChoice } from './account-choice.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import type { FirstScreen } from './first-screen.ts';
import { saveLog } from './saved-log.ts';
import { saveReport } from './saved-report.ts';
import type { ScreenLogs } from './screen-logs.ts';
import { whereaboutsOf } from './whereabouts.ts';

/** What the screens are built on. */
interface Backstage {
  readonly first: FirstScreen;
  /** Null where the fleet is not watched. */
  readonly fleet: FleetFeed | null;
  readonly logs: ScreenLogs;
  readonly account: AccountChoice;
  readonly signIn: SignIn;
  readonly keymap: Look['keymap'];
  readonly signal: AbortSignal;
}

/** The settings for a session's screens. */
export function screenSettings(session: Session, backstage: Backstage): AppSettings {
  const { settings, clock, budget, ledger, sources } = session;
  const { first, fleet, logs, account, signIn, keymap, signal } = backstage;
  return {
    start: first,
    ...startOf(first, clock.now()),
    fleet,
    configuredThresholds: settings.thresholds,
    openTail: logs.open,
    findRequest: logs.find,
    askNow: logs.askNow,
    further: fleet && createFurtherDesk(sources.queries, { clock, budget, ledger, signal }),
    saveLog: (target, { items, rowCount }, unfinished) =>
      saveLog({ target, items, rowCount, unfinished, folder: process.cwd(), nowMs: clock.now() }),
    saveReport: (report) => saveReport(report, process.cwd(), clock.now()),
    copyText: copyToClipboard,
    profileNames: account.profileNames,
    switchAccount: account.switchAccount,
    signIn,
    whereabouts: whereaboutsOf(session),
    access: awsAccess(session),
    accessOfOthers: awsAccessOfOthers(session),
    look: firstLook(settings, keymap),
    themeNamed: (name) => createTheme(name, settings.colorDepth),
    budget,
    now: clock.now,
    api: () => ledger.snapshot(clock.now()),
  };
}

/** The initial look. */
function firstLook(settings: Settings, keymap: Look['keymap']): Look {
  return {
    theme: createTheme(settings.theme.value, settings.colorDepth),
    glyphs: glyphSet(settings.glyphs.value),
    keymap,
    times: 'utc',
    plain: settings.plain,
  };
}

/** What the user asked to see first. */
function startOf(first: FirstScreen, nowMs: EpochMs): Pick<AppSettings, 'windowMinutes' | 'request'> {
  return first.name === 'tail'
    ? { windowMinutes: null, request: first.requestId }
    : { windowMinutes: askedMinutes(first, nowMs), request: null };
}

/** The initial window of charts; null by default. */
function askedMinutes({ sinceMs, untilMs }: RequestedWindow, nowMs: EpochMs): number | null {
  return sinceMs === null ? null : Math.max(1, Math.ceil(((untilMs ?? nowMs) - sinceMs) / MINUTE_MS));
}
