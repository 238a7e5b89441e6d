import { findRequest, type RequestAnswer, SEARCHED_MS } from '../../monitor/log/reading/find-request.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogSpan, OpenedTail, UnsearchedLog } from '../../views/parts/app-settings.ts';
import { createLeftLog, type LeftLog } from './left-log.ts';
import { isPassing, type LogOpening, logsOf, openLog, readingOf, selectionNamed } from './log-opening.ts';

/** The logs behind the screens. */
export interface ScreenLogs {
  open(word: string, span?: LogSpan | null): Promise<OpenedTail>;
  find(word: string, requestId: RawText, signal: AbortSignal): Promise<RequestAnswer | UnsearchedLog>;
  /** Has readers that wait before their next call make it now. */
  askNow(): void;
  /** Releases the kept log. */
  close(): void;
}

export function screenLogs(opening: LogOpening): ScreenLogs {
  const { session, asked, fleet } = opening;
  // Waking log readers must not end the time for which a log is kept.
  const left = createLeftLog(session.clock);
  return {
    open(word, span = null) {
      const isOfNow = asked === null && span === null && fleet?.pastMs === null;
      return isOfNow ? openKept(word, left, opening) : openUnkept(word, span, opening);
    },
    find: (word, requestId, signal) => find(word, requestId, opening, signal),
    askNow: opening.clock.wake,
    close: left.close,
  };
}

/** A log that is kept for a while when it is left, and found again. */
async function openKept(word: string, left: LeftLog, opening: LogOpening): Promise<OpenedTail> {
  const visit = left.visit(word);
  const log = visit.found ?? (await openLog(word, null, { ...opening, limits: left.limits }));
  if (log.kind === 'open')
    return { ...log, rest: (givesUp) => visit.rest(log, givesUp), leave: () => visit.leave(log) };
  visit.leave(null);
  return log;
}

/** A log that is closed when it is left. */
async function openUnkept(word: string, span: LogSpan | null, opening: LogOpening): Promise<OpenedTail> {
  const log = await openLog(word, span, opening);
  if (log.kind === 'failed') return log;
  const { tail } = log;
  const rest = () => {
    tail.hold();
    return tail.goOn;
  };
  return { ...log, rest, leave: () => tail.close() };
}

async function find(
  word: string,
  requestId: RawText,
  opening: LogOpening,
  signal: AbortSignal,
): Promise<RequestAnswer | UnsearchedLog> {
  const chosen = await logsOf(selectionNamed(word, opening), opening, signal);
  if ('complaint' in chosen)
    return { kind: 'unsearched', complaint: chosen.complaint, isPassing: isPassing(chosen) };
  const untilMs = opening.fleet?.pastMs ?? opening.session.clock.now();
  return findRequest({
    ...readingOf(opening),
    signal,
    choices: chosen.choices,
    requestId,
    sinceMs: untilMs - SEARCHED_MS,
    untilMs,
  });
}
