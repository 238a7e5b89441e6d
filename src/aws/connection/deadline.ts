import type { GIVEN_UP } from '../../monitor/source-error.ts';

/** A wall-time limit for one task, combined with the caller's abort signal. */
export interface Deadline {
  /** Aborts when time is up, or when the caller aborts. */
  readonly signal: AbortSignal;
  /** Settles as `work` does, but rejects at once when the signal aborts, even if `work` never notices. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Releases the timer and the caller's signal. */
  release(): void;
}

/** Thrown by `race` when time is up. */
class DeadlineExceeded extends Error {
  override readonly name: typeof GIVEN_UP = 'TimeoutError';

  constructor(limitMs: number) {
    super(`no answer within ${limitMs / 1_000} s`);
  }
}

/** Thrown by `race` when the caller aborts. */
class CallAborted extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('the call was given up');
  }
}

export function startDeadline(limitMs: number, caller: AbortSignal): Deadline {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new CallAborted());
  const timer = setTimeout(() => controller.abort(new DeadlineExceeded(limitMs)), limitMs);
  if (caller.aborted) giveUp();
  else caller.addEventListener('abort', giveUp, { once: true });

  return {
    signal: controller.signal,
    race: (work) => rejectOnAbort(work, controller.signal),
    release() {
      clearTimeout(timer);
      caller.removeEventListener('abort', giveUp);
    },
  };
}

function rejectOnAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
