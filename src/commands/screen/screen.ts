import { onAbort } from '../../monitor/abort.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import { wakeableClock } from '../../monitor/clock.ts';
import { createWatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { chosenKeymap } from '../../views/keys/chosen-keymap.ts';
import { openApp } from '../../views/open-app.tsx';
import { type Complaint, usageComplaint } from '../command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { ownCalls } from '../session/own-calls.ts';
import type { Session } from '../session/session.ts';
import { printLine } from '../streams/standard-streams.ts';
import { absencesOf } from './absent-function.ts';
import { accountChoice } from './account-choice.ts';
import type { FirstScreen } from './first-screen.ts';
import { createLeaving } from './leaving.ts';
import { screenFleet } from './screen-fleet.ts';
import { screenLogs } from './screen-logs.ts';
import { screenSettings } from './screen-settings.ts';
import { createSignIn } from './sign-in.ts';

/** Opens the screens and waits until they close. The terminal is then restored, whatever happened. */
export async function runScreen(
  session: Session,
  first: FirstScreen,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus | Complaint> {
  const chosen = chosenKeymap(session.settings.keys);
  if (chosen.kind === 'complaint') {
    session.close();
    return usageComplaint(`configuration file: ${chosen.complaint}`);
  }
  const { keymap } = chosen;
  // A warning from Node or the SDK would be written across the screen.
  process.removeAllListeners('warning');
  // If lmon is ended during start-up, no screen flashes by.
  if (signal.aborted) {
    session.close();
    return EXIT_STATUS.done;
  }
  const leaving = createLeaving();
  const account = accountChoice(session, leaving.leave);
  const watched = createWatchedConcurrency();
  const fleet = first.name === 'tail' ? null : screenFleet(session, first, watched);
  const feed = fleet?.feed ?? null;
  // After a sign-in, a waiting log should retry at once.
  const clock = wakeableClock(session.clock);
  const signIn = createSignIn(session, signal, () => {
    feed?.refresh();
    clock.wake();
  });
  const asked = first.name === 'tail' ? first : null;
  const { endWith } = leaving;
  const logs = screenLogs({ session, signal, asked, fleet: feed, watched, clock, endWith });
  for (const absence of absencesOf(first, session, fleet?.present, signal)) void absence.then(endWith);
  try {
    const settings = screenSettings(session, { first, fleet: feed, logs, account, signIn, keymap, signal });
    const app = openApp(settings, onFirstFrame);
    onAbort(leaving.signal, app.close);
    const stopListening = onAbort(signal, app.close);
    // The signal outlives the screens of an account that was left.
    await app.closed.finally(stopListening);
  } finally {
    feed?.stop();
    logs.close();
    session.close();
  }
  const complaint = leaving.complaint();
  if (complaint !== null) return complaint;
  const change = account.wanted();
  if (change !== null) return runElsewhere(session, change, signal, feed?.thresholds);
  printLine(`lmon ${ownCalls(session)}`);
  return EXIT_STATUS.done;
}

/**
 * Another account's fleet with fresh screens: none of the old ones applies. Thresholds set by the user stay for the
 * rest of the session.
 */
async function runElsewhere(
  left: Session,
  change: AccountChange,
  signal: AbortSignal,
  judgedBy: Thresholds | undefined,
): Promise<ExitStatus | Complaint> {
  const opened = await left.elsewhere.open(change);
  if ('complaint' in opened) {
    printLine(`lmon ${ownCalls(left)}`);
    return opened;
  }
  const first: FirstScreen = { name: 'fleet', sinceMs: null, untilMs: null, ...(judgedBy && { judgedBy }) };
  return runScreen(opened, first, signal, () => {});
}
