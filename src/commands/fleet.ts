import { watchFleet } from '../monitor/fleet/fleet-monitor.ts';
import { deniedNotice } from '../print/denied-notice.ts';
import { fleetJson } from '../print/fleet/fleet-json.ts';
import { fleetText } from '../print/fleet/fleet-text.ts';
import type { Command } from './command/command.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './command/exit-status.ts';
import { runScreen } from './screen/screen.ts';
import { askedMetricWindow } from './session/asked-window.ts';
import { openSession } from './session/session.ts';
import { awaitedEvent } from './streams/awaited-event.ts';
import { complain, printLine, printNotice } from './streams/standard-streams.ts';

/** Every function, worst first: a screen on a terminal, a table or JSON lines in a pipe. */
export const fleet: Command = async (invocation) => {
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, firstFrame.happened);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const { settings } = session;
  const window = askedMetricWindow(session);
  if ('complaint' in window) return complain(window.complaint, window.status);
  if (session.hasScreen) {
    return runScreen(session, { name: 'fleet', ...window }, invocation.signal, firstFrame.happens);
  }

  firstFrame.happens();
  const monitor = watchFleet({ ...session, thresholds: settings.thresholds, untilMs: window.untilMs });
  invocation.signal.addEventListener('abort', () => monitor.stop(), { once: true });
  await monitor.firstPoll;
  monitor.stop();
  session.close();

  if (invocation.signal.aborted) return EXIT_STATUS.done;
  const snapshot = monitor.getSnapshot();
  const { error } = snapshot.connection;
  if (error === null || snapshot.functions.length > 0) {
    const lines = settings.output === 'json' ? snapshot.functions.map(fleetJson) : fleetText(snapshot);
    for (const line of lines) printLine(line);
  }
  for (const denied of snapshot.api.denied) {
    // Who asks does not stand in the table, and what ends lmon is said last.
    if (denied.action !== 'sts:GetCallerIdentity' && denied.action !== error?.action)
      printNotice(deniedNotice(denied));
  }
  // What could be read is printed, but nobody may take it for the whole.
  return error === null ? EXIT_STATUS.done : complain(errorSentence(error), exitStatusOf(error));
};
