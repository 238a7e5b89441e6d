/** Something that one part of a command waits for and another makes happen. Node 20 has no Promise.withResolvers. */
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
