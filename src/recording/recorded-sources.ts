import type { Page, Result, Sources } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import { type Known, type KnownName, tagsName } from './fact.ts';
import type { ListName, Notebook } from './notebook.ts';
import { notedQueries } from './recorded-queries.ts';

/** The list that a page belongs to. */
interface ListPage<Name extends ListName> {
  readonly what: Name;
  readonly of: string | null;
  readonly token: RawText | null;
}

/** Sources that record their answers before the monitor sees them. */
export function recordedSources(sources: Sources, notebook: Notebook): Sources {
  const { identity, functions, metrics, logs, queries, trail, alarms } = sources;
  /** An abandoned answer is not recorded. */
  const noted = async <Answer>(
    asked: Promise<Answer>,
    signal: AbortSignal,
    note: (answer: Answer) => void,
  ): Promise<Answer> => {
    const answer = await asked;
    if (!signal.aborted) note(answer);
    return answer;
  };
  const known = <Name extends KnownName>(
    what: Name,
    of: string | null,
    asked: Promise<Result<Known[Name]>>,
    signal: AbortSignal,
  ) => noted(asked, signal, (answer) => notebook.known(what, of, answer));
  const page = <Name extends ListName>(
    { what, of, token }: ListPage<Name>,
    asked: Promise<Result<Page<Known[Name][number]>>>,
    signal: AbortSignal,
  ) => noted(asked, signal, (answer) => notebook.knownPage(what, of, token, answer));
  return {
    identity: {
      caller: (signal) => known('caller', null, identity.caller(signal), signal),
    },
    functions: {
      page: (token, signal) =>
        page({ what: 'functions', of: null, token }, functions.page(token, signal), signal),
      configuration: (name, signal) =>
        known('configuration', name, functions.configuration(name, signal), signal),
      reservedConcurrency: (name, signal) =>
        known('reservedConcurrency', name, functions.reservedConcurrency(name, signal), signal),
      accountLimits: (signal) => known('accountLimits', null, functions.accountLimits(signal), signal),
      mappings: (token, signal) =>
        page({ what: 'mappings', of: null, token }, functions.mappings(token, signal), signal),
      stream: (arn, signal) => known('stream', arn, functions.stream(arn, signal), signal),
      tableShards: (arn, token, signal) =>
        page({ what: 'tableShards', of: arn, token }, functions.tableShards(arn, token, signal), signal),
      queue: (arn, signal) => known('queue', arn, functions.queue(arn, signal), signal),
      aliases: (name, token, signal) =>
        page({ what: 'aliases', of: name, token }, functions.aliases(name, token, signal), signal),
      versions: (name, token, signal) =>
        page({ what: 'versions', of: name, token }, functions.versions(name, token, signal), signal),
      tagged: (tags, token, signal) =>
        page({ what: 'tagged', of: tagsName(tags), token }, functions.tagged(tags, token, signal), signal),
      asyncDelivery: (name, signal) =>
        known('asyncDelivery', name, functions.asyncDelivery(name, signal), signal),
      provisionedConcurrency: (name, token, signal) =>
        page(
          { what: 'provisionedConcurrency', of: name, token },
          functions.provisionedConcurrency(name, token, signal),
          signal,
        ),
    },
    metrics: {
      page: (queries, range, token, signal) =>
        noted(metrics.page(queries, range, token, signal), signal, (answer) =>
          notebook.metrics(queries, range, answer),
        ),
      recentlyActive: (token, signal) =>
        page({ what: 'activeFunctions', of: null, token }, metrics.recentlyActive(token, signal), signal),
    },
    logs: {
      page: async (question, signal) => {
        const answer = await logs.page(question, signal);
        return signal.aborted ? answer : notebook.log(question, answer);
      },
      // Its lines have no ids. Polling finds them again, except for the bulk of a flood: playback marks where that is
      // missing.
      async *live(groupArn, pattern, signal) {
        for await (const frame of logs.live(groupArn, pattern, signal)) {
          if (!signal.aborted) notebook.streamed(groupArn, frame);
          yield frame;
        }
      },
    },
    queries: notedQueries(queries, notebook),
    trail: {
      page: (resource, range, token, signal) =>
        page(
          { what: 'trailEvents', of: resource, token },
          trail.page(resource, range, token, signal),
          signal,
        ),
    },
    alarms: {
      ringing: (token, signal) =>
        page({ what: 'ringingAlarms', of: null, token }, alarms.ringing(token, signal), signal),
    },
  };
}
