import type { Known } from '../../capacity/evidence.ts';
import type { Asking } from '../calls/asking.ts';
import { readAccountLimits } from '../function/catalogue/account-limits.ts';
import {
  type AccountFacts,
  type CalledLimits,
  type Catalogue,
  readMappings,
  readSourceSetups,
  reservationQuestion,
} from '../function/catalogue/catalogue.ts';
import { readReserved } from '../function/catalogue/reserved-concurrency.ts';
import { isUnread } from '../known-answer.ts';
import type { Sources } from '../sources.ts';

type ReadLimits = CalledLimits & Partial<AccountFacts>;

/** Functions retried with one poll: deployments need the same quota. */
const MOST_ASKED = 50;
const MOST_POLLS_LEFT_OUT = 3;

/**
 * Retries limits that could not be read, which otherwise wait for the next catalogue: with the next poll, then every
 * second one, then every fourth.
 */
export class LimitsThatFailed {
  readonly #sources: Sources;
  readonly #asking: Asking;
  #mostLeftOut = 0;
  #leftOut = 0;
  #isAsking = false;

  constructor(sources: Sources, asking: Asking) {
    this.#sources = sources;
    this.#asking = asking;
  }

  /**
   * Call once with each poll.
   *
   * @param throttledOf functions throttled recently, which are asked for first
   * @returns what was asked for; null where nothing new is known
   */
  async readAgain(catalogue: Catalogue, throttledOf: () => ReadonlySet<string>): Promise<ReadLimits | null> {
    if (this.#isAsking) return null;
    if (!hasFailed(catalogue)) this.#mostLeftOut = 0;
    else if (this.#leftOut < this.#mostLeftOut) this.#leftOut++;
    else {
      this.#leftOut = 0;
      this.#mostLeftOut = Math.min(MOST_POLLS_LEFT_OUT, this.#mostLeftOut * 2 + 1);
      this.#isAsking = true;
      const read = await this.#ask(catalogue, throttledOf());
      this.#isAsking = false;
      if (answersOf(read).some((answer) => !isUnread(answer))) return read;
    }
    return null;
  }

  async #ask(before: Catalogue, throttled: ReadonlySet<string>): Promise<ReadLimits> {
    // The account's reserved sum decides which functions to ask for, and the mappings which sources.
    const ofAccount = await this.#askOfAccount(before);
    const catalogue = { ...before, ...ofAccount };
    const { streams, queues } = catalogue;
    const names = failedNames(catalogue)
      .toSorted((one, other) => Number(throttled.has(other)) - Number(throttled.has(one)))
      .slice(0, MOST_ASKED);
    const [reserved, setups] = await Promise.all([
      readReserved(reservationQuestion(catalogue, names, throttled), this.#sources.functions, this.#asking),
      readSourceSetups(
        catalogue,
        this.#sources,
        this.#asking,
        (arn) => isUnread(before.mappings) || isUnread(streams.get(arn)) || isUnread(queues.get(arn)),
      ),
    ]);
    return { ...ofAccount, reserved, ...setups };
  }

  async #askOfAccount({ accountLimits, mappings }: Catalogue): Promise<Partial<AccountFacts>> {
    const [limitsRead, mappingsRead] = await Promise.all([
      isUnread(accountLimits) ? readAccountLimits(this.#sources, this.#asking, accountLimits) : null,
      isUnread(mappings) ? readMappings(this.#sources, this.#asking, mappings) : null,
    ]);
    return {
      ...(limitsRead && { accountLimits: limitsRead }),
      ...(mappingsRead && { mappings: mappingsRead }),
    };
  }
}

export function hasFailed(catalogue: Catalogue): boolean {
  const { accountLimits, mappings, streams, queues } = catalogue;
  const ofNoFunction = [accountLimits, mappings, ...streams.values(), ...queues.values()];
  return failedNames(catalogue).length > 0 || ofNoFunction.some(isUnread);
}

function failedNames({ functions, reserved }: Catalogue): readonly Catalogue['functions'][number]['name'][] {
  return functions.flatMap(({ name }) => (isUnread(reserved.get(name)) ? [name] : []));
}

function answersOf({
  reserved,
  streams,
  queues,
  accountLimits,
  mappings,
}: ReadLimits): readonly Known<unknown>[] {
  const ofAccount = [accountLimits, mappings].filter((answer) => answer !== undefined);
  return [...ofAccount, ...reserved.values(), ...streams.values(), ...queues.values()];
}
