import { SECOND_MS } from '../../../lambda/time.ts';
import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { TailEvent } from '../../../logs/tail-item.ts';
import { ledgeredLogs } from '../../../monitor/calls/ledgered-logs.ts';
import { findRequest, SEARCHED_MS } from '../../../monitor/log/reading/find-request.ts';
import { ageInWords, utcTime } from '../../../terminal/quantity.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { Complaint } from '../../command/complaint.ts';
import { errorSentence } from '../../command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from '../../command/exit-status.ts';
import type { Session } from '../../session/session.ts';
import { toldIfSlow } from '../../streams/told-if-slow.ts';
import type { FoundTail } from './printed-logs.ts';
import { tailPrinter } from './tail-printer.ts';

/** How long a search may take without a word. */
const SILENT_MS = SECOND_MS;

/** Prints all lines of a request, run by run, including lines that don't name it. Null where it was found. */
export async function printRequest(
  requestId: RawText,
  { chosen, range }: Pick<FoundTail, 'chosen' | 'range'>,
  session: Session,
  signal: AbortSignal,
): Promise<Complaint | null> {
  const { sources, clock, budget, ledger, region, settings, replay } = session;
  const untilMs = range.untilMs ?? clock.now();
  const sinceMs = settings.since === null && replay === null ? untilMs - SEARCHED_MS : range.sinceMs;
  const window =
    range.untilMs === null
      ? `the last ${ageInWords(untilMs - sinceMs)}`
      : `${utcTime(sinceMs)} to ${utcTime(untilMs)}`;
  let searchedFromMs = untilMs;
  const search = () =>
    findRequest({
      source: ledgeredLogs(sources.logs, ledger, clock, region),
      clock,
      budget,
      signal,
      choices: chosen.choices,
      requestId,
      sinceMs,
      untilMs,
      isExhaustive: settings.since !== null,
      onSearched(fromMs) {
        searchedFromMs = fromMs;
      },
    });
  const looking = () => `looking through ${window} of ${logsText(chosen)} for request ${requestId}`;
  const progress = () => `looked back to ${utcTime(searchedFromMs)} so far`;
  // AWS looks through hours of a busy log page by page, for most of a minute.
  const answer = await toldIfSlow(search, { silentMs: SILENT_MS, looking, progress }, clock, signal);
  switch (answer.kind) {
    case 'absent':
      // When interrupted, the search was not complete.
      if (signal.aborted) return null;
      return {
        complaint: `no line of ${window} names request ${requestId}`,
        status: EXIT_STATUS.notFound,
      };
    case 'failed':
      return { complaint: errorSentence(answer.error), status: exitStatusOf(answer.error) };
    case 'found': {
      const print = tailPrinter(settings.output ?? 'text', [answer.choice]);
      for (const run of answer.runs) await print({ choice: answer.choice, items: linesOf(run) });
      return null;
    }
  }
}

/** The lines of a run; its REPORT tells how it ended. */
function linesOf({ lines, reportEvent, outcome: { kind, errorType } }: LoggedRun): readonly TailEvent[] {
  const isKnown = kind !== 'open' && kind !== 'unknown';
  const end = { outcome: isKnown ? kind : null, errorType };
  return lines.map((line) => (line.event === reportEvent ? { ...line, end } : line));
}

function logsText({ choices }: FoundTail['chosen']): string {
  const [first] = choices;
  return choices.length === 1 && first !== undefined ? first.group : `${choices.length} logs`;
}
