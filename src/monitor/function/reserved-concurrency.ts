import type { RawText } from '../../terminal/text.ts';
import { type Asking, ask } from '../calls/asking.ts';
import { type Dated, knownOf } from '../known-answer.ts';
import type { FunctionSource } from '../sources.ts';

export type ReservedConcurrency = ReadonlyMap<string, Dated<number | null>>;

export interface ReservationQuestion {
  readonly names: readonly RawText[];
  /** Functions whose attempts were turned away of late. */
  readonly throttled: ReadonlySet<string>;
  /** What all functions of the account have reserved together; null where nobody says. */
  readonly reservedInAll: number | null;
  /** What is known of them so far. */
  readonly before: ReservedConcurrency;
}

/** So many calls are on their way at once: more would be made in vain after the last reservation is found. */
const SIDE_BY_SIDE = 4;

/**
 * Reserved concurrency of each of the functions; `null` has none.
 *
 * It takes a call for each function, of a quota that deployments need too. So this stops once all that the account
 * reserves is found: nobody else has any. But 0 switches a function off without a trace in that sum; who is switched
 * off turns attempts away, and so the throttled are asked in any case.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
 */
export async function readReserved(
  { names, throttled, reservedInAll, before }: ReservationQuestion,
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
      reserved.set(name, knownOf(answer, before.get(name), asking.clock.now()));
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
