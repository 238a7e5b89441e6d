import type { RawText } from '../../../terminal/text.ts';
import { type Asking, ask } from '../../calls/asking.ts';
import { type Dated, isUnread, knownOf } from '../../known-answer.ts';
import type { FunctionSource } from '../../sources.ts';

export type ReservedConcurrency = ReadonlyMap<string, Dated<number | null>>;

export interface ReservationQuestion {
  readonly names: readonly RawText[];
  /** Functions throttled recently. */
  readonly throttled: ReadonlySet<string>;
  /** The sum of all reservations in the account; null when unknown. */
  readonly reservedInAll: number | null;
  /** The reservations known so far. */
  readonly before: ReservedConcurrency;
  /** Receives each answer as it comes: with thousands of functions the last is many minutes away. */
  readonly onAnswer?: (answer: ReservedConcurrency) => void;
}

/** Calls in flight at once: with more, some would be wasted after the last reservation is found. */
const SIDE_BY_SIDE = 4;

/**
 * Reserved concurrency of each of the functions; `null` has none.
 *
 * It takes a call for each function, from a quota that deployments need too. So this stops once the account's reserved
 * sum is accounted for: no other function has any. But a reservation of 0, which switches a function off, is invisible
 * in that sum; such a function throttles its callers, so throttled functions are always asked for.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
 */
export async function readReserved(
  { names, throttled, reservedInAll, before, onAnswer = () => {} }: ReservationQuestion,
  functions: Pick<FunctionSource, 'reservedConcurrency'>,
  asking: Asking,
): Promise<ReservedConcurrency> {
  const reserved = new Map<string, Dated<number | null>>(
    names.map((name) => [name, { known: true, value: null }]),
  );
  let unfound = reservedInAll ?? Number.POSITIVE_INFINITY;
  const readNext = async (queue: RawText[]): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      if (unfound <= 0 && !throttled.has(name)) continue;
      const asked = name;
      const answer = await ask(asking, 'lambda:GetFunctionConcurrency', (signal) =>
        functions.reservedConcurrency(asked, signal),
      );
      const known = knownOf(answer, before.get(name), asking.clock.now());
      reserved.set(name, known);
      if (!isUnread(known)) onAnswer(new Map([[name, known]]));
      if (answer.ok) unfound -= answer.value ?? 0;
    }
  };
  const queue = likeliestFirst(names, throttled, before);
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => readNext(queue)));
  return reserved;
}

function likeliestFirst(
  names: readonly RawText[],
  throttled: ReadonlySet<string>,
  before: ReservedConcurrency,
): RawText[] {
  const rank = (name: RawText) => {
    const known = before.get(name);
    return known?.known && known.value !== null ? 0 : throttled.has(name) ? 1 : 2;
  };
  return names.toSorted((one, other) => rank(one) - rank(other));
}
