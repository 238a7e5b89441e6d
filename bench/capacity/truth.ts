import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { type Calls, endOfCall, secondsOf } from './calls.ts';

/** What really happened, counted from the calls to the millisecond, without any code under test. */
export interface Truth {
  /** The most environments busy at once (init included), in each second from the start. */
  readonly peakOfSecond: Uint16Array;
  readonly throttlesOfSecond: Uint32Array;
  /** Mean number of busy environments (init included), in each minute. */
  readonly meanOfMinute: Float64Array;
  readonly peakOfMinute: Uint16Array;
}

export function truthOf(calls: Calls): Truth {
  const seconds = secondsOf(calls);
  const minutes = Math.ceil((seconds * SECOND_MS) / MINUTE_MS);
  const changes = changesByMs(calls, seconds * SECOND_MS);
  const truth = {
    peakOfSecond: new Uint16Array(seconds),
    throttlesOfSecond: new Uint32Array(seconds),
    meanOfMinute: new Float64Array(minutes),
    peakOfMinute: new Uint16Array(minutes),
  };
  let busy = 0;
  for (let second = 0; second < seconds; second++) {
    let peak = 0;
    let busyMs = 0;
    for (let ms = second * SECOND_MS; ms < (second + 1) * SECOND_MS; ms++) {
      busy += changes[ms] ?? 0;
      busyMs += busy;
      if (busy > peak) peak = busy;
    }
    const minute = Math.floor((second * SECOND_MS) / MINUTE_MS);
    truth.peakOfSecond[second] = peak;
    truth.peakOfMinute[minute] = Math.max(peak, truth.peakOfMinute[minute] ?? 0);
    truth.meanOfMinute[minute] = (truth.meanOfMinute[minute] ?? 0) + busyMs / MINUTE_MS;
  }
  for (const throttleMs of calls.throttleMs) {
    const second = Math.floor((throttleMs - calls.startMs) / SECOND_MS);
    truth.throttlesOfSecond[second] = (truth.throttlesOfSecond[second] ?? 0) + 1;
  }
  return truth;
}

function changesByMs(calls: Calls, lengthMs: number): Int16Array {
  const changes = new Int16Array(lengthMs + 1);
  const add = (timeMs: number, change: number) => {
    const ms = Math.min(lengthMs, Math.floor(timeMs - calls.startMs));
    changes[ms] = (changes[ms] ?? 0) + change;
  };
  for (let index = 0; index < calls.count; index++) {
    add(calls.arrivalMs[index] ?? 0, 1);
    add(endOfCall(calls, index), -1);
  }
  return changes;
}
