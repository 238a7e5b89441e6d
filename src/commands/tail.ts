import type { Command } from './command/command.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { chosenLogs } from './logs/chosen-logs.ts';
import { liveComplaint } from './logs/live-log.ts';
import { printLogs } from './logs/printed-logs.ts';
import { tailRange } from './logs/tail-range.ts';
import { selectionWords, tailSelection } from './logs/tail-selection.ts';
import { untilTimeIsTold } from './logs/told-time.ts';
import { typedTail } from './logs/typed-tail.ts';
import { wantedLines } from './logs/wanted-lines.ts';
import { wantedRequest } from './logs/wanted-request.ts';
import { ownCalls } from './session/own-calls.ts';
import { openSession } from './session/session.ts';
import { unrecordedWords } from './session/unrecorded.ts';
import { awaitedEvent } from './streams/awaited-event.ts';
import { expectShortLivedPages } from './streams/short-lived-pages.ts';
import { complain, printNotice } from './streams/standard-streams.ts';

/** Follows logs as one: a screen on a terminal, lines in a pipe. */
export const tail: Command = async (invocation) => {
  const { line, signal } = invocation;
  const selection = await tailSelection(line);
  if ('complaint' in selection) return complain(selection.complaint, selection.status);
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, firstFrame.happened, typedTail);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const asked = tailRange(session);
  if ('complaint' in asked) return complain(asked.complaint, asked.status);
  const wanted = await wantedLines(session.settings.lines);
  if ('complaint' in wanted) return complain(wanted.complaint, wanted.status);
  const requestId = wantedRequest(session.settings);
  if (requestId !== null && typeof requestId === 'object')
    return complain(requestId.complaint, requestId.status);
  if (session.hasScreen) {
    const range = () => tailRange(session);
    const target = selectionWords(selection);
    const first = { name: 'tail', target, selection, wanted, range, requestId } as const;
    const { runScreen } = await import('./screen/screen.ts');
    return runScreen(session, first, signal, firstFrame.happens);
  }

  firstFrame.happens();
  expectShortLivedPages();
  const chosen = await chosenLogs(selection, session, signal);
  if ('complaint' in chosen) return complain(chosen.complaint, chosen.status);
  const refused = liveComplaint(chosen, session);
  if (refused !== null) return complain(refused.complaint, refused.status);
  await untilTimeIsTold(chosen, session, signal);
  const range = tailRange(session);
  if ('complaint' in range) return complain(range.complaint, range.status);
  const unrecorded = chosen.choices.flatMap(
    ({ group }) => unrecordedWords(session, group, range.sinceMs) ?? [],
  );
  for (const notice of [...chosen.notices, ...unrecorded]) printNotice(notice);
  if (requestId !== null) {
    const { printRequest } = await import('./logs/printed-request.ts');
    const complaint = await printRequest(requestId, chosen, session, range, signal);
    session.close();
    return complaint === null ? EXIT_STATUS.done : complain(complaint.complaint, complaint.status);
  }
  const status = await printLogs(chosen, selection, wanted, session, range, signal);
  session.close();
  if (session.settings.live) printNotice(ownCalls(session));
  return status;
};
