/** An event that one part of a command awaits and another triggers. Node 20 has no Promise.withResolvers. */
export interface AwaitedEvent {
  readonly happened: Promise<void>;
  happens(): void;
}

export function awaitedEvent(): AwaitedEvent {
  let happens = () => {};
  const happened = new Promise<void>((resolve) => {
    happens = resolve;
  });
  return { happened, happens };
}
