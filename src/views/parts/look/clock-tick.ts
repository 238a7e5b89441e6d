import { useEffect, useState } from 'react';
import { MINUTE_MS, SECOND_MS } from '../../../lambda/time.ts';

/** Redraws every `intervalMs` of wall time, so that ages and the clock advance without new data. */
export function useClockTick(intervalMs: number): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
}

/** A clock with seconds ticks every second; `--plain` shows minutes, and hardly ever changes. */
export function tickMs({ plain }: { readonly plain: boolean }): number {
  return plain ? MINUTE_MS : SECOND_MS;
}
