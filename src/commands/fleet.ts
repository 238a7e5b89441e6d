import { tenseOfState } from '../monitor/fleet/freshness.ts';
import { fleetJson } from '../print/fleet/fleet-json.ts';
import { fleetText } from '../print/fleet/fleet-text.ts';
import { causesOfOne } from '../triage/cause/causes-of-one.ts';
import type { Command } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from './command/exit-status.ts';
import { lateStatus } from './fleet/late-facts.ts';
import { lookOnce } from './fleet/one-look.ts';
import { unreadNotices } from './fleet/unread-notices.ts';
import { noFunction } from './names/no-function.ts';
import { runScreen } from './screen/screen.ts';
import { type RequestedWindow, requestedMetricWindow } from './session/requested-window.ts';
import type { OpenSession } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { printLines, printNotice } from './streams/standard-streams.ts';

/** Every function, worst first: a screen on a terminal, a table or JSON lines in a pipe. */
export const fleet: Command = (invocation) =>
  withSession(invocation, requestedMetricWindow, (session, onFirstFrame) =>
    session.hasScreen
      ? runScreen(session, { name: 'fleet', ...session.flags }, invocation.signal, onFirstFrame)
      : printFleet(session, invocation.signal),
  );

async function printFleet(
  session: OpenSession<RequestedWindow>,
  signal: AbortSignal,
): Promise<ExitStatus | Complaint> {
  const { settings, flags: window } = session;
  const asking = { thresholds: settings.thresholds, untilMs: window.untilMs };
  const look = await lookOnce(session, asking, signal);
  if (signal.aborted) return EXIT_STATUS.done;
  const { snapshot } = look;
  const { causes, connection } = snapshot;
  const { error } = connection;
  const tense = tenseOfState(connection.state);
  if (snapshot.functions.length > 0) {
    const lines =
      settings.output === 'json'
        ? snapshot.functions.map((status) => fleetJson(status, causesOfOne(causes, status), tense))
        : fleetText(snapshot, session.clock.now());
    // If its reader has gone, lmon ends while it waits, without the notices.
    await printLines(lines);
  }
  for (const notice of unreadNotices(look)) printNotice(notice);
  // A partial table is printed, but must not pass for the whole.
  if (error !== null) return { complaint: errorSentence(error), status: exitStatusOf(error) };
  if (snapshot.functions.length > 0) return lateStatus(look.late, snapshot) ?? EXIT_STATUS.done;
  return noFunction(session.region);
}
