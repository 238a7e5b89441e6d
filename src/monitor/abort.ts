const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when `signal` aborts, at once if it already has. Returns a function that stops listening.
 *
 * All listeners share one listener on the signal: Node 20 takes more than ten for a leak, and prints a warning across
 * the screen.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => {};
  }
  const listeners = listenersOf.get(signal) ?? listenersFor(signal);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Runs `work` with its own signal, which aborts with `signal`, so that the work may add any number of listeners. */
export async function withOwnSignal<Value>(
  signal: AbortSignal,
  work: (own: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const own = new AbortController();
  const stopListening = onAbort(signal, () => own.abort());
  try {
    return await work(own.signal);
  } finally {
    stopListening();
  }
}

function listenersFor(signal: AbortSignal): Set<() => void> {
  const listeners = new Set<() => void>();
  signal.addEventListener(
    'abort',
    () => {
      for (const listener of listeners) listener();
    },
    { once: true },
  );
  listenersOf.set(signal, listeners);
  return listeners;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
  });
}
