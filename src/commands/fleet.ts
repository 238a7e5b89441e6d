import { watchFleet } from '../monitor/fleet-monitor.ts';
import { fleetJson } from '../print/fleet-json.ts';
import { fleetText } from '../print/fleet-text.ts';
import { awaitedEvent } from './awaited-event.ts';
import type { Command } from './command.ts';
import { errorSentence } from './error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './exit-status.ts';
import { runScreen } from './screen.ts';
import { openSession } from './session.ts';
import { complain, printLine } from './standard-streams.ts';

/** Every function, worst first: a screen on a terminal, a table or JSON lines in a pipe. */
export const fleet: Command = async (invocation) => {
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, firstFrame.happened);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const { settings } = session;
  if (settings.output === 'raw') return complain('fleet prints text or json', EXIT_STATUS.usage);
  if (session.hasScreen) return runScreen(session, { name: 'fleet' }, invocation.signal, firstFrame.happens);

  firstFrame.happens();
  const monitor = watchFleet({ ...session, thresholds: settings.thresholds });
  invocation.signal.addEventListener('abort', () => monitor.stop(), { once: true });
  await monitor.firstPoll;
  monitor.stop();
  session.close();

  const snapshot = monitor.getSnapshot();
  const { error } = snapshot.connection;
  if (error === null || snapshot.functions.length > 0) {
    const lines = settings.output === 'json' ? snapshot.functions.map(fleetJson) : fleetText(snapshot);
    for (const line of lines) printLine(line);
  }
  // Rows that could not be filled look like those of idle functions: nobody should take them for good news.
  return error === null ? EXIT_STATUS.done : complain(errorSentence(error), exitStatusOf(error));
};
