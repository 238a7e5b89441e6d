import { onAbort } from '../../abort.ts';
import { ENDLESS_ROOM, type PageRoom } from '../page-room.ts';

/** Pauses log readers while the screen is hidden, and resumes them where they stopped. */
export interface Interlude extends PageRoom {
  begin(): void;
  end(): void;
}

export function createInterlude(): Interlude {
  /** The paused readers; null while not paused. */
  let waiting: Set<() => void> | null = null;
  return {
    begin() {
      waiting ??= new Set();
    },
    end() {
      const woken = waiting ?? [];
      waiting = null;
      for (const wake of woken) wake();
    },
    async free(signal) {
      const others = waiting;
      if (others === null || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const stopListening = onAbort(signal, resolve);
        others.add(() => {
          stopListening();
          resolve();
        });
      });
    },
    take: () => (waiting === null ? ENDLESS_ROOM.take() : null),
    inTurn: ENDLESS_ROOM.inTurn,
  };
}
