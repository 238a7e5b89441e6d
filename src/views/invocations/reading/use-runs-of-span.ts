import { useEffect, useState } from 'react';
import type { LogTail } from '../../../monitor/log/tail/log-tail.ts';
import type { AppSettings, LogSpan } from '../../parts/app-settings.ts';
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
    let tail: LogTail | null = null;
    let isLeft = false;
    const show = (runs: RunsOfSpan) => {
      if (!isLeft) setRead({ sinceMs, untilMs, runs });
    };
    void openTail(target, { sinceMs, untilMs }).then((answer) => {
      if (answer.kind === 'failed') return show(UNREAD);
      tail = answer.tail;
      if (isLeft) return tail.close();
      void runsOfSpan(tail, sinceMs, show).then(show);
    });
    return () => {
      isLeft = true;
      tail?.close();
    };
  }, [target, sinceMs, untilMs, openTail]);
  return read?.sinceMs === sinceMs && read.untilMs === untilMs ? read.runs : null;
}
