import { usualRange } from '../../monitor/case/further-desk.ts';
import { readFurther } from '../../monitor/case/further-reading.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { FurtherAnswer } from '../../triage/report/case-file/further-reading.ts';
import { estimateText, progressText } from '../../triage/report/further-back.ts';
import type { RequestedWindow } from '../session/requested-window.ts';
import type { Session } from '../session/session.ts';
import { printNotice } from '../streams/standard-streams.ts';

/** Asks Logs Insights about hours of a function's log, after announcing the price, and tells how far it is. */
export function furtherReading(
  { sources, clock, budget, ledger }: Session,
  { configuration }: FunctionStatus,
  { sinceMs, untilMs }: RequestedWindow,
  signal: AbortSignal,
): Promise<FurtherAnswer> {
  return readFurther(sources.queries, { clock, budget, ledger, signal }, configuration, {
    range: usualRange(untilMs ?? clock.now(), sinceMs),
    onEstimate: (estimate) => printNotice(estimateText(estimate)),
    onProgress: (readBytes, estimate) => printNotice(progressText(readBytes, estimate)),
  });
}
