import { useEffect, useState } from 'react';
import type { ComparedRuns } from '../../logs/story/run-comparison.ts';
import { createStepNaming } from '../../logs/story/run-step.ts';
import { toldRuns } from '../../logs/story/run-teller.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { AppSettings, LogSpan } from '../parts/app-settings.ts';

/** The runs of a span of a log, read as a whole; null while it is read, and where there is none to read. */
export function useRunsOfSpan(
  target: string,
  span: LogSpan | null,
  openTail: AppSettings['openTail'],
): ComparedRuns | null {
  const [told, setTold] = useState<ComparedRuns | null>(null);
  const { sinceMs = null, untilMs = null } = span ?? {};
  useEffect(() => {
    setTold(null);
    if (sinceMs === null || untilMs === null) return;
    let tail: LogTail | null = null;
    let isLeft = false;
    void openTail(target, { sinceMs, untilMs }).then((answer) => {
      if (answer.kind === 'failed') return;
      tail = answer.tail;
      if (isLeft) return tail.close();
      tail.subscribe(() => {
        if (tail === null || tail.getSnapshot().readFromMs > sinceMs) return;
        setTold({ runs: toldRuns(tail.memory()), nameOf: createStepNaming(tail.patterns) });
        tail.close();
      });
    });
    return () => {
      isLeft = true;
      tail?.close();
    };
  }, [target, sinceMs, untilMs, openTail]);
  return told;
}
