import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import { createFurtherDesk } from '../../monitor/case/further-desk.ts';
import { wakeableClock } from '../../monitor/clock.ts';
import { createFleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { type FleetMonitor, watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import { createWatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import { DEMO_PORT } from '../../settings/options.ts';
import type { Settings } from '../../settings/settings.ts';
import { glyphSet } from '../../terminal/glyphs.ts';
import { createTheme } from '../../terminal/theme.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import type { Whereabouts } from '../../views/parts/header.ts';
import type { Look } from '../../views/parts/look.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { absenceComplaint, unknownFunction } from '../names/unknown-function.ts';
import type { AskedWindow } from '../session/asked-window.ts';
import { awsAccess, awsAccessOfOthers } from '../session/aws-access.ts';
import { ownCalls } from '../session/own-calls.ts';
import type { Session } from '../session/session.ts';
import { complain, printLine } from '../streams/standard-streams.ts';
import { accountChoice } from './account-choice.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import type { FirstScreen } from './first-screen.ts';
import { saveLog } from './saved-log.ts';
import { saveReport } from './saved-report.ts';
import { screenLogs } from './screen-logs.ts';
import { createSignIn } from './sign-in.ts';

/** Whose credentials are used, in the one word that the header has room for. */
function credentialsName({ profile, usesEnvironmentKeys, endpointUrl }: Settings): string {
  if (profile.value !== null && !usesEnvironmentKeys) return profile.value;
  if (endpointUrl.value !== null) return 'local';
  return usesEnvironmentKeys ? 'env keys' : 'default';
}

/** A demo that had to take another port than is usual: whoever joins without it would look at another demo. */
function portNote({ demo }: Session): string {
  return demo === null || demo.port === null || demo.port === DEMO_PORT ? '' : `:${demo.port}`;
}

function whereaboutsOf(session: Session): Whereabouts {
  return {
    who: `${credentialsName(session.settings)}${portNote(session)}`,
    region: session.region,
    localOffsetMinutes: -new Date().getTimezoneOffset(),
    ...(session.isRecording === null ? {} : { isRecording: session.isRecording }),
    ...(session.replay === null ? {} : { replay: session.replay }),
  };
}

/** How screens look before anybody changes it. */
function firstLook(settings: Settings, keymap: Look['keymap']): Look {
  return {
    theme: createTheme(settings.theme.value, settings.colorDepth),
    glyphs: glyphSet(settings.glyphs.value),
    keymap,
    times: 'utc',
    plain: settings.plain,
  };
}

/** Opens the screens and waits until they are left. The terminal then is as it was before, whatever happened. */
export async function runScreen(
  session: Session,
  first: FirstScreen,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus> {
  const { settings, clock, sources, budget, ledger } = session;
  const { chosenKeymap } = await import('../../views/keys/chosen-keymap.ts');
  const chosen = chosenKeymap(settings.keys);
  if (chosen.kind === 'complaint') {
    session.close();
    return complain(`configuration file: ${chosen.complaint}`, EXIT_STATUS.usage);
  }
  // A warning of Node or the SDK would be written across the screen.
  process.removeAllListeners('warning');
  const { openApp } = await import('../../views/open-app.tsx');
  const watched = createWatchedConcurrency();
  const thresholds = (first.name === 'fleet' ? first.judgedBy : undefined) ?? settings.thresholds;
  const present = first.name === 'tail' ? null : watchedUntil(null, thresholds);
  const fleet = present && createFleetFeed(present, budget, thresholds, watchedUntil);
  if (first.name !== 'tail' && first.untilMs !== null) fleet?.lookAt(first.untilMs);
  // A log that waits to ask again need not wait once somebody has signed in.
  const tailClock = wakeableClock(clock);
  const signIn = createSignIn(session, signal, () => {
    fleet?.refresh();
    tailClock.wake();
  });
  const logs = screenLogs({
    session,
    signal,
    asked: first.name === 'tail' ? first : null,
    fleet,
    watched,
    clock: tailClock,
    endWith,
  });
  let failure: Complaint | null = null;
  const account = accountChoice(session, () => app.close());

  const app = openApp(
    {
      start: first,
      windowMinutes: first.name === 'tail' ? null : askedMinutes(first, clock.now()),
      fleet,
      configuredThresholds: settings.thresholds,
      request: first.name === 'tail' ? first.requestId : null,
      openTail: logs.open,
      further:
        first.name === 'tail' ? null : createFurtherDesk(sources.queries, { clock, budget, ledger, signal }),
      findRequest: logs.find,
      saveLog: (target, items) => saveLog({ target, items, folder: process.cwd(), nowMs: clock.now() }),
      saveReport: (report) => saveReport(report, process.cwd(), clock.now()),
      copyText: copyToClipboard,
      profileNames: account.profileNames,
      switchAccount: account.switchAccount,
      signIn,
      whereabouts: whereaboutsOf(session),
      access: awsAccess(session),
      accessOfOthers: awsAccessOfOthers(session),
      look: firstLook(settings, chosen.keymap),
      themeNamed: (name) => createTheme(name, settings.colorDepth),
      budget,
      now: clock.now,
      api: () => ledger.snapshot(clock.now()),
    },
    onFirstFrame,
  );
  signal.addEventListener('abort', () => app.close(), { once: true });
  if (first.name === 'function' || first.name === 'triage') {
    const { functionName: name, qualifier } = first;
    void absenceComplaint({ name, qualifier }, session, signal).then(endWith);
    void present?.firstPoll.then(() => endWith(strangerComplaint(first.functionName)));
  }
  try {
    await app.closed;
  } finally {
    fleet?.stop();
    logs.close();
    session.close();
  }
  if (failure !== null) return complain(failure['complaint'], failure['status']);
  const change = account.wanted();
  if (change !== null) return runElsewhere(session, change, signal, fleet?.thresholds);
  printLine(`lmon ${ownCalls(session)}`);
  return EXIT_STATUS.done;

  /** A function that the account does not have is no dashboard to wait at. Null where it has it, or nobody knows. */
  function strangerComplaint(functionName: string): Complaint | null {
    const names = present?.getSnapshot().functions.map(({ name }) => name) ?? [];
    if (names.length === 0 || names.some((name) => name === functionName)) return null;
    return unknownFunction(functionName, functionName, names, session.region);
  }

  function endWith(complaint: Complaint | null): void {
    if (complaint === null) return;
    failure = complaint;
    app.close();
  }

  function watchedUntil(untilMs: EpochMs | null, judgedBy: Thresholds): FleetMonitor {
    const screen = { looksCloser: true, showsTimeline: true, untilMs, watched };
    return watchFleet({ ...session, thresholds: judgedBy, ...screen });
  }
}

/**
 * The fleet of another account, from its first frame on: no screen of the old one is of any use there. It is judged by
 * what somebody has set, until lmon ends.
 */
async function runElsewhere(
  left: Session,
  change: AccountChange,
  signal: AbortSignal,
  judgedBy: Thresholds | undefined,
): Promise<ExitStatus> {
  const opened = await left.elsewhere.open(change);
  if ('complaint' in opened) {
    printLine(`lmon ${ownCalls(left)}`);
    return complain(opened.complaint, opened.status);
  }
  const first: FirstScreen = { name: 'fleet', sinceMs: null, untilMs: null, ...(judgedBy && { judgedBy }) };
  return runScreen(opened, first, signal, () => {});
}

/** How much time the charts are to show; null where nobody said. */
function askedMinutes({ sinceMs, untilMs }: AskedWindow, nowMs: EpochMs): number | null {
  return sinceMs === null ? null : Math.max(1, Math.ceil(((untilMs ?? nowMs) - sinceMs) / MINUTE_MS));
}
