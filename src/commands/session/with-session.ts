import type { Invocation } from '../command/command.ts';
import { type Complaint, isComplaint } from '../command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { awaitedEvent } from '../streams/awaited-event.ts';
import { complain, printNotice } from '../streams/standard-streams.ts';
import { openSession } from './open-session.ts';
import { yesterdayNotice } from './requested-window.ts';
import type { OpenSession, ReadFlags } from './session.ts';

/** @param onFirstFrame is to be called once a screen has drawn: only then are the AWS clients loaded */
type Work<Flags> = (session: OpenSession<Flags>, onFirstFrame: () => void) => Promise<ExitStatus | Complaint>;

/** Does the work of a command in a session, which is closed however the work ends. */
export async function withSession<Flags extends object>(
  invocation: Invocation,
  readFlags: ReadFlags<Flags>,
  work: Work<Flags>,
): Promise<ExitStatus> {
  const { signal } = invocation;
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, readFlags, firstFrame.happened);
  if (isComplaint(session)) return complain(session.complaint, session.status);
  try {
    if (!session.hasScreen) {
      firstFrame.happens();
      const notice = yesterdayNotice(session.settings, session.clock.now());
      if (notice !== null) printNotice(notice);
    }
    const end = await work(session, firstFrame.happens);
    if (typeof end === 'number') return end;
    if (isMisnamed(end)) session.discardRecording();
    // Whoever ends lmon need not be told about the calls that were given up for it.
    return signal.aborted ? EXIT_STATUS.done : complain(end.complaint, end.status);
  } finally {
    session.close();
  }
}

/** Nothing ran, and a recording of that would be in the way of the next attempt, with the right name. */
function isMisnamed({ status }: Complaint): boolean {
  return status === EXIT_STATUS.usage || status === EXIT_STATUS.notFound;
}
