import { withOwnSignal } from '../../abort.ts';
import type { CallBudget } from '../../calls/call-budget.ts';
import type { LogAnswer, LogPageQuestion } from '../../log-page.ts';
import type { Result } from '../../source-error.ts';
import type { LogSource } from '../../sources.ts';
import { READ_LOG_ACTION } from '../follow-request.ts';
import { budgetFor } from '../regional-budget.ts';

/** What a log is read with. */
interface Reading {
  readonly source: LogSource;
  readonly budget: CallBudget;
}

/** A page asked for in advance. */
interface PageAhead {
  readonly name: string;
  /** Its turn in the budget: the reader that comes to want the page needs no other. */
  readonly turn: Promise<void>;
  readonly answer: Promise<Result<LogAnswer>>;
}

/**
 * Asks for the next page as soon as the previous answer gives its token, while that page is being processed: a reader
 * then waits for the slower of the two, not for both in turn. At most one page ahead. If another page is wanted
 * instead, it is asked for directly.
 */
export function readAhead({ source, budget }: Reading, signal: AbortSignal): Reading {
  let ahead: PageAhead | null = null;

  const askAhead = (question: LogPageQuestion) => {
    const turn = budgetFor(question.group, budget).take(READ_LOG_ACTION, signal);
    const answer = turn.then(() => withOwnSignal(signal, (own) => source.page(question, own)));
    // The reader gets this error. Until it asks, Node would see an unhandled rejection.
    answer.catch(() => {});
    ahead = { name: nameOf(question), turn, answer };
  };

  const withTurnsAhead = (of: CallBudget): CallBudget => ({
    ...of,
    take: (action, own, claim) =>
      action === READ_LOG_ACTION && ahead !== null ? ahead.turn : of.take(action, own, claim),
    in: (region) => withTurnsAhead(of.in(region)),
  });

  return {
    source: {
      page: async (question, own) => {
        const given = ahead;
        ahead = null;
        const isWanted = given?.name === nameOf(question);
        // The page ahead already used that turn.
        if (given !== null && !isWanted) await budgetFor(question.group, budget).take(READ_LOG_ACTION, own);
        const answer = await (isWanted ? given.answer : source.page(question, own));
        if (answer.ok && answer.value.nextToken !== null && !signal.aborted)
          askAhead({ ...question, token: answer.value.nextToken });
        return answer;
      },
    },
    budget: withTurnsAhead(budget),
  };
}

function nameOf({ group, range, pattern, token }: LogPageQuestion): string {
  return JSON.stringify([group, range.startMs, range.endMs, pattern, token]);
}
