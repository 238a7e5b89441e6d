import { useEffect, useState } from 'react';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { AppSettings, LogSpan } from '../../parts/app-settings.ts';
import { openInTheEnd } from '../../parts/open-in-the-end.ts';
import { type RunsOfSpan, runsOfSpan, UNREAD } from './runs-of-span.ts';

/** The runs of a span of a log; null while it is being read, and without a span. */
export function useRunsOfSpan(
  target: string,
  span: LogSpan | null,
  openTail: AppSettings['openTail'],
): RunsOfSpan | null {
  const [read, setRead] = useState<(LogSpan & { readonly runs: RunsOfSpan }) | null>(null);
  const { sinceMs = null, untilMs = null } = span ?? {};
  useEffect(() => {
    setRead(null);
    if (sinceMs === null || untilMs === null) return;
    const left = new AbortController();
    let tail: LogTail | null = null;
    const show = (runs: RunsOfSpan) => {
      if (!left.signal.aborted) setRead({ sinceMs, untilMs, runs });
    };
    void openInTheEnd(
      () => openTail(target, { sinceMs, untilMs }),
      left.signal,
      (answer) => {
        if (answer.kind === 'failed') return show(UNREAD);
        tail = answer.tail;
        void runsOfSpan(tail, sinceMs, show).then(show);
      },
    );
    return () => {
      left.abort();
      tail?.close();
    };
  }, [target, sinceMs, untilMs, openTail]);
  return read?.sinceMs === sinceMs && read.untilMs === untilMs ? read.runs : null;
}
