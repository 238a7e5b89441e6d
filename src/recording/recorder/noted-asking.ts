import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Known, KnownName, ListName } from '../fact.ts';
import type { Notebook } from './notebook.ts';

/** The list that a page belongs to. */
interface ListPage<Name extends ListName> {
  readonly what: Name;
  readonly of: string | null;
  readonly token: RawText | null;
}

/** Ways to ask that note the answers. An abandoned answer is not noted. */
export interface NotedAsking {
  noted<Answer>(asked: Promise<Answer>, signal: AbortSignal, note: (answer: Answer) => void): Promise<Answer>;
  known<Name extends KnownName>(
    what: Name,
    of: string | null,
    asked: Promise<Result<Known[Name]>>,
    signal: AbortSignal,
  ): Promise<Result<Known[Name]>>;
  page<Name extends ListName>(
    list: ListPage<Name>,
    asked: Promise<Result<Page<Known[Name][number]>>>,
    signal: AbortSignal,
  ): Promise<Result<Page<Known[Name][number]>>>;
}

export function notedAsking(notebook: Notebook): NotedAsking {
  const noted: NotedAsking['noted'] = async (asked, signal, note) => {
    const answer = await asked;
    if (!signal.aborted) note(answer);
    return answer;
  };
  return {
    noted,
    known: (what, of, asked, signal) => noted(asked, signal, (answer) => notebook.known(what, of, answer)),
    page: ({ what, of, token }, asked, signal) =>
      noted(asked, signal, (answer) => notebook.knownPage(what, of, token, answer)),
  };
}
