import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type AccountFacts, type CalledLimits, type Catalogue, withAwake } from '../function/catalogue.ts';
import { type Dated, isUnread } from '../known-answer.ts';

/**
 * The catalogue that was read last. Facts that take a call for each function are read separately, and a newer catalogue
 * may arrive meanwhile: they are merged into the newest one. Calls end in any order; one without an answer erases
 * nothing that another has brought.
 */
export class NewestCatalogue {
  #newest: Catalogue | null = null;

  /** Null before the first was read. */
  get newest(): Catalogue | null {
    return this.#newest;
  }

  /** Takes over a catalogue that was just read, keeping the limits known so far. */
  take(read: Catalogue): void {
    const { reserved, streams, queues } = this.#newest ?? read;
    this.#newest = { ...read, ...this.#ofAccount(read), reserved, streams, queues };
  }

  /** Merges facts about more functions, streams and queues, or newer ones about the same and about the account. */
  add({
    reserved = NONE,
    streams = NONE,
    queues = NONE,
    ...ofAccount
  }: Partial<CalledLimits & AccountFacts>): void {
    if (this.#newest === null) return;
    this.#newest = {
      ...this.#newest,
      ...this.#ofAccount(ofAccount),
      reserved: new Map([...this.#newest.reserved, ...newsOf(reserved, this.#newest.reserved)]),
      streams: new Map([...this.#newest.streams, ...newsOf(streams, this.#newest.streams)]),
      queues: new Map([...this.#newest.queues, ...newsOf(queues, this.#newest.queues)]),
    };
  }

  /** Replaces all streams and queues: sources that no longer call a function are forgotten. */
  addAll({ reserved, streams, queues }: CalledLimits): void {
    if (this.#newest !== null)
      this.#newest = {
        ...this.#newest,
        streams: newsOf(streams, this.#newest.streams),
        queues: newsOf(queues, this.#newest.queues),
      };
    this.add({ reserved });
  }

  wake(functions: readonly FunctionConfiguration[]): void {
    this.#newest = this.#newest && withAwake(this.#newest, functions);
  }

  #ofAccount({ accountLimits, mappings }: Partial<AccountFacts>): Partial<AccountFacts> {
    return {
      ...(accountLimits && { accountLimits: newer(accountLimits, this.#newest?.accountLimits) }),
      ...(mappings && { mappings: newer(mappings, this.#newest?.mappings) }),
    };
  }
}

function newsOf<Value>(
  answers: ReadonlyMap<string, Dated<Value>>,
  held: ReadonlyMap<string, Dated<Value>>,
): ReadonlyMap<string, Dated<Value>> {
  return new Map([...answers].map(([name, answer]) => [name, newer(answer, held.get(name))]));
}

/** A lost permission is shown at once; without an answer, the held value remains the newest. */
function newer<Value>(answer: Dated<Value>, held: Dated<Value> | undefined): Dated<Value> {
  return isUnread(answer) && held?.known === true ? held : answer;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();
