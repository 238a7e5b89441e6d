import type { EpochMs } from '../../lambda/time.ts';
import type { Known, KnownFact } from '../fact.ts';
import { createTimeline } from './timeline.ts';

/** Whether the account's reserved sum is accounted for: functions not asked for by then have no reservation. */
export interface RecordedReservations {
  /** In order of account time. Other facts are ignored. */
  add(fact: KnownFact): void;
  areFoundBy(nowMs: EpochMs): boolean;
}

/** Sums up reservations as they arrive rather than for each question: there are thousands of functions. */
export function createRecordedReservations(): RecordedReservations {
  const areFound = createTimeline<boolean>();
  const reserved = new Map<string, number>();
  let listed: ReadonlySet<string> = new Set();
  let foundOfListed = 0;
  let reservedByAll: number | null = null;

  return {
    add(fact) {
      if (!learn(fact)) return;
      areFound.add(fact.atMs, reservedByAll !== null && foundOfListed >= reservedByAll);
    },
    areFoundBy: (nowMs) => areFound.lastBy(nowMs)?.value ?? false,
  };

  /** False where nothing new was learned. Each value's shape was checked against its name on reading. */
  function learn({ what, of, value }: KnownFact): boolean {
    switch (what) {
      case 'accountLimits': {
        const { concurrency, unreservedConcurrency } = value as Known['accountLimits'];
        reservedByAll = concurrency - unreservedConcurrency;
        return true;
      }
      case 'functions':
        listed = new Set((value as Known['functions']).map(({ name }) => name));
        foundOfListed = [...listed].reduce((sum, name) => sum + (reserved.get(name) ?? 0), 0);
        return true;
      case 'reservedConcurrency':
        learnOf(of ?? '', (value as Known['reservedConcurrency']) ?? 0);
        return true;
      default:
        return false;
    }
  }

  function learnOf(name: string, value: number): void {
    if (listed.has(name)) foundOfListed += value - (reserved.get(name) ?? 0);
    reserved.set(name, value);
  }
}
