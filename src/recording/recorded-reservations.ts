import type { EpochMs } from '../lambda/time.ts';
import type { Known, KnownFact } from './fact.ts';
import { createTimeline } from './timeline.ts';

/** Whether all that the account reserves is found: who was not asked by then has nothing, and nobody else was. */
export interface RecordedReservations {
  /** In the order of account time. Whatever else is known says nothing of it. */
  add(fact: KnownFact): void;
  areFoundBy(nowMs: EpochMs): boolean;
}

/** Adds up what each one reserves as it comes in, and not for each function that is asked about: there are thousands. */
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

  /** False where nothing was to be learned. The shape of each value was held against its name when it was read. */
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
