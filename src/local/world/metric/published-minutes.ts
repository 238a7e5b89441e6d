import type { EpochMs } from '../../../lambda/time.ts';
import type { SimulatedFunction } from '../function/simulated-function.ts';
import { PublishedMinute } from './published-minute.ts';

/** Minutes kept for each function or version, a few more than the history has. */
const KEPT_MINUTES = 250;

/** The same minute is read for metric after metric, so it is cached while it stays valid. */
export class PublishedMinutes {
  readonly #kept = new Map<string, Map<EpochMs, PublishedMinute>>();

  /** @param version null for all of them. */
  of(callee: SimulatedFunction, version: string | null, minuteMs: EpochMs, nowMs: EpochMs): PublishedMinute {
    const minutes = this.#minutesOf(`${callee.model.configuration.name}:${version ?? ''}`);
    const known = minutes.get(minuteMs);
    if (known !== undefined) {
      const bothSettled = Math.min(known.nowMs, nowMs) >= known.settledMs;
      if (bothSettled || known.nowMs === nowMs) return known;
    }
    const minute = new PublishedMinute(callee, version, minuteMs, nowMs);
    minutes.delete(minuteMs);
    minutes.set(minuteMs, minute);
    const [oldest] = minutes.keys();
    if (minutes.size > KEPT_MINUTES && oldest !== undefined) minutes.delete(oldest);
    return minute;
  }

  #minutesOf(key: string): Map<EpochMs, PublishedMinute> {
    const minutes = this.#kept.get(key) ?? new Map<EpochMs, PublishedMinute>();
    this.#kept.set(key, minutes);
    return minutes;
  }
}
