import { useEffect, useState } from 'react';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { ComparedRuns } from '../../logs/story/run-comparison.ts';
import { createStepNaming } from '../../logs/story/run-step.ts';
import { toldRuns } from '../../logs/story/run-teller.ts';
import type { LogTail } from '../../monitor/log/log-tail.ts';
import type { AppSettings } from '../parts/app-settings.ts';

/** Enough runs of all but the quietest functions, for a call or three. */
const SPAN_MS = MINUTE_MS;
/** An onset is dated to the minute, and runs that began before it may have met it. */
const APART_MS = MINUTE_MS;

/** The runs of a minute before a function's trouble began; null while they are read, and where no onset is known. */
export function useBaseline(
  target: string,
  onsetMs: EpochMs | null,
  openTail: AppSettings['openTail'],
): ComparedRuns | null {
  const [baseline, setBaseline] = useState<ComparedRuns | null>(null);
  useEffect(() => {
    setBaseline(null);
    if (onsetMs === null) return;
    let tail: LogTail | null = null;
    let isLeft = false;
    const untilMs = onsetMs - APART_MS;
    const sinceMs = untilMs - SPAN_MS;
    void openTail(target, { sinceMs, untilMs }).then((answer) => {
      if (answer.kind === 'failed') return;
      tail = answer.tail;
      if (isLeft) return tail.close();
      tail.subscribe(() => {
        if (tail === null || tail.getSnapshot().readFromMs > sinceMs) return;
        setBaseline({ runs: toldRuns(tail.memory()), nameOf: createStepNaming(tail.patterns) });
        tail.close();
      });
    });
    return () => {
      isLeft = true;
      tail?.close();
    };
  }, [target, onsetMs, openTail]);
  return baseline;
}
