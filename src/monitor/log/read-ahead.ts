import { withOwnSignal } from '../abort.ts';
import type { CallBudget } from '../calls/call-budget.ts';
import type { LogAnswer, LogPageQuestion, LogSource, Result } from '../sources.ts';
import { READ_LOG_ACTION } from './follow-request.ts';

/** What a log is read with. */
interface Reading {
  readonly source: LogSource;
  readonly budget: CallBudget;
}

/** A page that is asked for before anybody wants it. */
interface PageAhead {
  readonly name: string;
  /** Its turn among all calls: whoever comes to want it needs no other. */
  readonly turn: Promise<void>;
  readonly answer: Promise<Result<LogAnswer>>;
}

/**
 * Asks for the next page of a log as soon as the one before has told its token, and so while that is taken in: whoever
 * reads a log to its end waits for the slower of both, and not for one after the other. One page is ahead at most. Where
 * another one is wanted than the one ahead, that is asked for instead.
 */
export function readAhead({ source, budget }: Reading, signal: AbortSignal): Reading {
  let ahead: PageAhead | null = null;

  const askAhead = (question: LogPageQuestion) => {
    const turn = budget.take(READ_LOG_ACTION, signal);
    const answer = turn.then(() => withOwnSignal(signal, (own) => source.page(question, own)));
    // Whoever asks for it is told. Until then nobody listens, which Node takes for nobody at all.
    answer.catch(() => {});
    ahead = { name: nameOf(question), turn, answer };
  };

  return {
    source: {
      page: async (question, own) => {
        const given = ahead;
        ahead = null;
        const isWanted = given?.name === nameOf(question);
        // The turn was that of the page ahead.
        if (given !== null && !isWanted) await budget.take(READ_LOG_ACTION, own);
        const answer = await (isWanted ? given.answer : source.page(question, own));
        if (answer.ok && answer.value.nextToken !== null && !signal.aborted)
          askAhead({ ...question, token: answer.value.nextToken });
        return answer;
      },
    },
    budget: {
      ...budget,
      take: (action, own, claim) =>
        action === READ_LOG_ACTION && ahead !== null ? ahead.turn : budget.take(action, own, claim),
    },
  };
}

function nameOf({ group, range, pattern, token }: LogPageQuestion): string {
  return JSON.stringify([group, range.startMs, range.endMs, pattern, token]);
}
