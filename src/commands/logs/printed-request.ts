import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { findRequest, SEARCHED_MS } from '../../monitor/log/find-request.ts';
import { ageText } from '../../terminal/quantity.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';
import type { FoundTail } from './printed-logs.ts';
import { tailPrinter } from './tail-printer.ts';

/** Prints all lines of a request, run by run, including lines that don't name it. Null where it was found. */
export async function printRequest(
  requestId: RawText,
  { chosen, range }: Pick<FoundTail, 'chosen' | 'range'>,
  session: Session,
  signal: AbortSignal,
): Promise<Complaint | null> {
  const { sources, clock, budget, ledger, region, settings } = session;
  const untilMs = range.untilMs ?? clock.now();
  const sinceMs = settings.since === null ? untilMs - SEARCHED_MS : range.sinceMs;
  const answer = await findRequest({
    source: ledgeredLogs(sources.logs, ledger, clock, region),
    clock,
    budget,
    random: Math.random,
    signal,
    choices: chosen.choices,
    requestId,
    sinceMs,
    untilMs,
  });
  switch (answer.kind) {
    case 'absent':
      // When interrupted, the search was not complete.
      if (signal.aborted) return null;
      return {
        complaint: `no line of the last ${ageText(clock.now() - sinceMs)} names request ${requestId}`,
        status: EXIT_STATUS.notFound,
      };
    case 'failed':
      return { complaint: errorSentence(answer.error), status: exitStatusOf(answer.error) };
    case 'found': {
      const print = tailPrinter(settings.output ?? 'text', [answer.choice]);
      for (const { lines } of answer.runs) await print({ choice: answer.choice, items: lines });
      return null;
    }
  }
}
