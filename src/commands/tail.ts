import type { Command } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import type { ExitStatus } from './command/exit-status.ts';
import { printTail } from './logs/printed/printed-tail.ts';
import { type RequestedTail, requestedTail } from './logs/typed/requested-tail.ts';
import { tailRange } from './logs/typed/tail-range.ts';
import { selectionWords, tailSelection } from './logs/typed/tail-selection.ts';
import type { Session } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { complain } from './streams/standard-streams.ts';

/** Follows logs as one: a screen on a terminal, lines in a pipe. */
export const tail: Command = async (invocation) => {
  const { line, signal } = invocation;
  const selection = await tailSelection(line);
  if ('complaint' in selection) return complain(selection.complaint, selection.status);
  return withSession(
    invocation,
    (basics) => requestedTail(selection, basics),
    (session, onFirstFrame) =>
      session.hasScreen
        ? showTail(session.flags, session, signal, onFirstFrame)
        : printTail(session.flags, session, signal),
  );
};

async function showTail(
  asked: RequestedTail,
  session: Session,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus | Complaint> {
  const target = selectionWords(asked.selection);
  const range = () => tailRange(session);
  const { runScreen } = await import('./screen/screen.ts');
  return runScreen(session, { name: 'tail', target, range, ...asked }, signal, onFirstFrame);
}
