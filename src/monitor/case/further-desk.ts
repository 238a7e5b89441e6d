import { createStore } from 'zustand/vanilla';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type EpochMs, HOUR_MS, type TimeRange } from '../../lambda/time.ts';
import type { FurtherAnswer, FurtherReading } from '../../triage/report/case-file/further-reading.ts';
import type { Asking } from '../calls/asking.ts';
import type { LogQuerySource } from '../sources.ts';
import { type FurtherQuestion, furtherEstimate, type QueryEstimate, readFurther } from './further-reading.ts';

/** As far back as the metrics of a report go. */
const USUAL_SPAN_MS = 3 * HOUR_MS;

/** The hours before `untilMs` for which Logs Insights is asked by default. */
export function usualRange(untilMs: EpochMs, sinceMs: EpochMs | null = null): TimeRange {
  const endMs = Math.floor(untilMs);
  return { startMs: Math.floor(sinceMs ?? endMs - USUAL_SPAN_MS), endMs };
}

/** Screens ask Logs Insights here, one function at a time: nothing is read before its price was shown. */
export interface FurtherDesk {
  /** Results by function name, and how far questions are; a new map with each news. */
  getSnapshot(): ReadonlyMap<string, FurtherReading>;
  subscribe(listener: () => void): () => void;
  /** The price of reading, or in words why it can't be read. */
  price(configuration: FunctionConfiguration, untilMs: EpochMs): Promise<QueryEstimate | string>;
  /** Null while a question about the function is under way: it is paid once, and its answer is told once. */
  read(
    configuration: FunctionConfiguration,
    untilMs: EpochMs,
    told?: Pick<FurtherQuestion, 'onEstimate' | 'onProgress'>,
  ): Promise<FurtherAnswer> | null;
}

export function createFurtherDesk(source: LogQuerySource, asking: Asking): FurtherDesk {
  const store = createStore<ReadonlyMap<string, FurtherReading>>(() => new Map());
  const know = (functionName: string, reading: FurtherReading) =>
    store.setState(new Map([...store.getState(), [functionName, reading]]), true);
  const underWay = new Set<string>();
  return {
    getSnapshot: store.getState,
    subscribe: store.subscribe,
    price: (configuration, untilMs) => furtherEstimate(source, asking, configuration, usualRange(untilMs)),
    read(configuration, untilMs, { onEstimate, onProgress } = {}) {
      const { name } = configuration;
      if (underWay.has(name)) return null;
      underWay.add(name);
      return readFurther(source, asking, configuration, {
        range: usualRange(untilMs),
        onEstimate(estimate) {
          know(name, { kind: 'underWay', readBytes: 0, bytes: estimate.bytes });
          onEstimate?.(estimate);
        },
        onProgress(readBytes, estimate) {
          know(name, { kind: 'underWay', readBytes, bytes: estimate.bytes });
          onProgress?.(readBytes, estimate);
        },
      })
        .then((answer) => {
          know(name, answer);
          return answer;
        })
        .finally(() => underWay.delete(name));
    },
  };
}
