import { withOwnSignal } from '../abort.ts';
import type { LogAnswer, LogSource, Result } from '../sources.ts';

type Asked = Parameters<LogSource['page']> extends [...infer Question, AbortSignal] ? Question : never;

/**
 * Asks for the next page of a log as soon as it is known how, and so while the one before is taken in: whoever reads a
 * log to its end waits for the slower of both, and not for one after the other. One page is ahead at most. It is asked
 * for as it was found out how; whoever then asks for another one gets that.
 */
export function readAhead(source: LogSource, signal: AbortSignal): LogSource {
  let ahead: { readonly name: string; readonly answer: Promise<Result<LogAnswer>> } | null = null;

  const askAhead = (...question: Asked) => {
    const answer = withOwnSignal(signal, (own) => source.page(...question, own));
    // Whoever asks for it is told. Until then nobody listens, which Node takes for nobody at all.
    answer.catch(() => {});
    ahead = { name: nameOf(question), answer };
  };

  return {
    page: async (group, range, pattern, token, own) => {
      const known = ahead?.name === nameOf([group, range, pattern, token]) ? ahead.answer : null;
      ahead = null;
      const answer = await (known ?? source.page(group, range, pattern, token, own));
      if (answer.ok && answer.value.nextToken !== null && !signal.aborted)
        askAhead(group, range, pattern, answer.value.nextToken);
      return answer;
    },
  };
}

function nameOf([group, range, pattern, token]: Asked): string {
  return JSON.stringify([group, range.startMs, range.endMs, pattern, token]);
}
