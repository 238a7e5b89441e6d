const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when `signal` aborts, at once if it has. Returns how to stop listening.
 *
 * However many listen, the signal itself has one listener: Node 20 takes more than ten for a leak, and writes so
 * across whatever is on the terminal.
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

/** Does `work` with a signal of its own, which aborts with `signal`: who does the work may listen as it likes. */
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
