import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import {
  type AccountFacts,
  type CalledLimits,
  type Catalogue,
  withAwake,
} from '../function/catalogue/catalogue.ts';
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

  /** Takes over a catalogue that was just read, keeping the limits known so far. A part never replaces a whole. */
  take(read: Catalogue): void {
    if (!read.isComplete && this.#newest?.isComplete === true) return;
    const { reserved: known, streams, queues } = this.#newest ?? read;
    const reserved = read.isComplete ? ofListed(read, known) : known;
    const functions = read.isComplete ? read.functions : this.#withListed(read.functions);
    this.#newest = { ...read, ...this.#ofAccount(read), functions, reserved, streams, queues };
  }

  /** Replaces what is known of one function. */
  describe(configuration: FunctionConfiguration): void {
    if (this.#newest !== null)
      this.#newest = { ...this.#newest, functions: this.#withListed([configuration]) };
  }

  /** The functions known so far with these: a list that is read again starts from its first page. */
  #withListed(read: readonly FunctionConfiguration[]): readonly FunctionConfiguration[] {
    const functions = new Map(this.#newest?.functions.map((each) => [each.name, each]));
    for (const each of read) {
      if (each.isUnlisted !== true || !functions.has(each.name)) functions.set(each.name, each);
    }
    return [...functions.values()];
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

/** Without those of deleted functions, of which one that is created later may have the name. */
function ofListed({ functions }: Catalogue, reserved: Catalogue['reserved']): Catalogue['reserved'] {
  const listed = new Set<string>(functions.map(({ name }) => name));
  return new Map([...reserved].filter(([name]) => listed.has(name)));
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
