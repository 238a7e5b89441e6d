import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from '../../command/exit-status.ts';
import { ownCalls } from '../../session/own-calls.ts';
import type { Session } from '../../session/session.ts';
import { unrecordedWords } from '../../session/unrecorded.ts';
import { expectShortLivedPages } from '../../streams/short-lived-pages.ts';
import { printNotice } from '../../streams/standard-streams.ts';
import { untilTimeIsTold } from '../aws-time.ts';
import { type ChosenLogs, chosenLogs } from '../chosen-logs.ts';
import { liveComplaint } from '../live-log.ts';
import type { RequestedTail } from '../typed/requested-tail.ts';
import { type TailRange, tailRange } from '../typed/tail-range.ts';
import { type FoundTail, printLogs } from './printed-logs.ts';

/** Finds the requested logs, prints notices about them, and then their lines. */
export async function printTail(
  asked: RequestedTail,
  session: Session,
  signal: AbortSignal,
): Promise<ExitStatus | Complaint> {
  expectShortLivedPages();
  const chosen = await chosenLogs(asked.selection, session, signal);
  if ('complaint' in chosen) return chosen;
  const refused = liveComplaint(chosen, session);
  if (refused !== null) return refused;
  await untilTimeIsTold(chosen, session, signal);
  if (signal.aborted) return EXIT_STATUS.done;
  const range = tailRange(session);
  if ('complaint' in range) return range;
  for (const notice of foreword(chosen, session, range)) printNotice(notice);
  const end = await printLines({ ...asked, chosen, range }, session, signal);
  session.close();
  if (session.settings.live) printNotice(ownCalls(session));
  return end;
}

/** Notices before the first line. */
function foreword({ notices, choices }: ChosenLogs, session: Session, { sinceMs }: TailRange) {
  return [...notices, ...choices.flatMap(({ group }) => unrecordedWords(session, group, sinceMs) ?? [])];
}

async function printLines(
  found: FoundTail,
  session: Session,
  signal: AbortSignal,
): Promise<ExitStatus | Complaint> {
  if (found.requestId === null) return printLogs(found, session, signal);
  const { printRequest } = await import('./printed-request.ts');
  const complaint = await printRequest(found.requestId, found, session, signal);
  return complaint ?? EXIT_STATUS.done;
}
