import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type AccountFacts, type CalledLimits, type Catalogue, withAwake } from '../function/catalogue.ts';

/**
 * The catalogue that was read last. What takes a call for each function is read apart from it, and a newer catalogue may
 * come meanwhile: it is added to whichever is the newest by then.
 */
export class NewestCatalogue {
  #newest: Catalogue | null = null;

  /** Null before the first was read. */
  get newest(): Catalogue | null {
    return this.#newest;
  }

  /** Takes over a catalogue that was just read, with the limits that are known by now. */
  take(read: Catalogue): void {
    const { reserved, streams, queues } = this.#newest ?? read;
    this.#newest = { ...read, reserved, streams, queues };
  }

  /** What is known of more functions, streams and queues, or anew of the same and of the account. */
  add({
    reserved = NONE,
    streams = NONE,
    queues = NONE,
    ...ofAccount
  }: Partial<CalledLimits & AccountFacts>): void {
    if (this.#newest === null) return;
    this.#newest = {
      ...this.#newest,
      ...ofAccount,
      reserved: new Map([...this.#newest.reserved, ...reserved]),
      streams: new Map([...this.#newest.streams, ...streams]),
      queues: new Map([...this.#newest.queues, ...queues]),
    };
  }

  /** All streams and queues that there are: what called a function once is forgotten. */
  addAll({ reserved, streams, queues }: CalledLimits): void {
    if (this.#newest !== null) this.#newest = { ...this.#newest, streams, queues };
    this.add({ reserved });
  }

  wake(functions: readonly FunctionConfiguration[]): void {
    this.#newest = this.#newest && withAwake(this.#newest, functions);
  }
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();
