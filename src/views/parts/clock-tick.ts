import { useEffect, useState } from 'react';
import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';

/** Draws anew every `intervalMs` of wall time, so that ages and the clock go on when no data comes. */
export function useClockTick(intervalMs: number): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
}

/** A clock that shows seconds moves every second; `--plain` shows minutes and hardly moves at all. */
export function tickMs({ plain }: { readonly plain: boolean }): number {
  return plain ? MINUTE_MS : SECOND_MS;
}
