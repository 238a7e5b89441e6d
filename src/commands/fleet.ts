import { deniedNotice } from '../print/denied-notice.ts';
import { fleetJson } from '../print/fleet/fleet-json.ts';
import { fleetText } from '../print/fleet/fleet-text.ts';
import { unreadLogsNotice } from '../print/fleet/unread-logs.ts';
import { causesOfOne } from '../triage/cause/causes-of-one.ts';
import type { Command } from './command/command.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './command/exit-status.ts';
import { noFunction } from './names/no-function.ts';
import { lookOnce } from './one-look.ts';
import { runScreen } from './screen/screen.ts';
import { askedMetricWindow } from './session/asked-window.ts';
import { openSession } from './session/session.ts';
import { awaitedEvent } from './streams/awaited-event.ts';
import { complain, printLines, printNotice } from './streams/standard-streams.ts';

/** Every function, worst first: a screen on a terminal, a table or JSON lines in a pipe. */
export const fleet: Command = async (invocation) => {
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, askedMetricWindow, firstFrame.happened);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const { settings, asked: window } = session;
  if (session.hasScreen) {
    return runScreen(session, { name: 'fleet', ...window }, invocation.signal, firstFrame.happens);
  }

  firstFrame.happens();
  const asking = { thresholds: settings.thresholds, untilMs: window.untilMs };
  const { snapshot, unread } = await lookOnce(session, asking, invocation.signal);
  if (invocation.signal.aborted) return EXIT_STATUS.done;
  const { error } = snapshot.connection;
  if (snapshot.functions.length > 0) {
    const lines =
      settings.output === 'json'
        ? snapshot.functions.map((status) => fleetJson(status, causesOfOne(snapshot.causes, status)))
        : fleetText(snapshot);
    // If its reader has gone, lmon ends while it waits, without the notices.
    await printLines(lines);
  }
  const notRead = unreadLogsNotice(unread);
  if (notRead !== null) printNotice(notRead);
  for (const denied of snapshot.api.denied) {
    // The identity is not in the table, and the fatal error is reported last.
    if (denied.action !== 'sts:GetCallerIdentity' && denied.action !== error?.action)
      printNotice(deniedNotice(denied));
  }
  // A partial table is printed, but must not pass for the whole.
  if (error !== null) return complain(errorSentence(error), exitStatusOf(error));
  if (snapshot.functions.length > 0) return EXIT_STATUS.done;
  const { complaint, status } = noFunction(session.region);
  return complain(complaint, status);
};
