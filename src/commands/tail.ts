import type { Command, Invocation } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';
import { type AskedTail, askedTail } from './logs/asked-tail.ts';
import { printTail } from './logs/printed-tail.ts';
import { tailRange } from './logs/tail-range.ts';
import { selectionWords, tailSelection } from './logs/tail-selection.ts';
import { openSession, type Session } from './session/session.ts';
import { awaitedEvent } from './streams/awaited-event.ts';
import { complain } from './streams/standard-streams.ts';

/** Follows logs as one: a screen on a terminal, lines in a pipe. */
export const tail: Command = async (invocation) => {
  const end = await tailed(invocation);
  // Calls aborted by the user's end need no report.
  if (invocation.signal.aborted) return EXIT_STATUS.done;
  return typeof end === 'number' ? end : complain(end.complaint, end.status);
};

async function tailed(invocation: Invocation): Promise<ExitStatus | Complaint> {
  const { line, signal } = invocation;
  const selection = await tailSelection(line);
  if ('complaint' in selection) return selection;
  const firstFrame = awaitedEvent();
  const session = await openSession(
    invocation,
    (asking) => askedTail(selection, asking),
    firstFrame.happened,
  );
  if ('complaint' in session) return session;
  const { asked } = session;
  if (session.hasScreen) return showTail(asked, session, signal, firstFrame.happens);
  firstFrame.happens();
  return printTail(asked, session, signal);
}

async function showTail(
  asked: AskedTail,
  session: Session,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus> {
  const target = selectionWords(asked.selection);
  const range = () => tailRange(session);
  const { runScreen } = await import('./screen/screen.ts');
  return runScreen(session, { name: 'tail', target, range, ...asked }, signal, onFirstFrame);
}
