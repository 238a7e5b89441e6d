import { useSyncExternalStore } from 'react';
import type { FurtherDesk } from '../../monitor/case/further-desk.ts';
import type { FurtherReading } from '../../triage/report/case-file/further-reading.ts';

/** The answer of Logs Insights about the function; null before it was asked. */
export function useFurtherReading(desk: FurtherDesk | null, functionName: string): FurtherReading | null {
  const { subscribe, getSnapshot } = desk ?? NO_DESK;
  return useSyncExternalStore(subscribe, getSnapshot).get(functionName) ?? null;
}

const NOTHING: ReadonlyMap<string, FurtherReading> = new Map();
const NO_DESK: Pick<FurtherDesk, 'subscribe' | 'getSnapshot'> = {
  subscribe: () => () => {},
  getSnapshot: () => NOTHING,
};
