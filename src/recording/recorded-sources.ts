import type { Sources } from '../monitor/sources.ts';
import { tagsName } from './fact.ts';
import type { Notebook } from './notebook.ts';
import { notedQueries } from './recorded-queries.ts';

/**
 * Sources that write down what they answer. An answer that somebody gave up waiting for is none; every other is in the
 * notebook before the monitor sees it.
 */
export function recordedSources(sources: Sources, notebook: Notebook): Sources {
  const { identity, functions, metrics, logs, queries, trail, alarms } = sources;
  const noted = async <Answer>(
    asked: Promise<Answer>,
    signal: AbortSignal,
    note: (answer: Answer) => void,
  ): Promise<Answer> => {
    const answer = await asked;
    if (!signal.aborted) note(answer);
    return answer;
  };
  return {
    identity: {
      caller: (signal) =>
        noted(identity.caller(signal), signal, (answer) => notebook.known('caller', null, answer)),
    },
    functions: {
      page: (token, signal) =>
        noted(functions.page(token, signal), signal, (answer) =>
          notebook.knownPage('functions', null, token, answer),
        ),
      configuration: (name, signal) =>
        noted(functions.configuration(name, signal), signal, (answer) =>
          notebook.known('configuration', name, answer),
        ),
      reservedConcurrency: (name, signal) =>
        noted(functions.reservedConcurrency(name, signal), signal, (answer) =>
          notebook.known('reservedConcurrency', name, answer),
        ),
      accountLimits: (signal) =>
        noted(functions.accountLimits(signal), signal, (answer) =>
          notebook.known('accountLimits', null, answer),
        ),
      mappings: (token, signal) =>
        noted(functions.mappings(token, signal), signal, (answer) =>
          notebook.knownPage('mappings', null, token, answer),
        ),
      stream: (arn, signal) =>
        noted(functions.stream(arn, signal), signal, (answer) => notebook.known('stream', arn, answer)),
      tableShards: (arn, token, signal) =>
        noted(functions.tableShards(arn, token, signal), signal, (answer) =>
          notebook.knownPage('tableShards', arn, token, answer),
        ),
      queue: (arn, signal) =>
        noted(functions.queue(arn, signal), signal, (answer) => notebook.known('queue', arn, answer)),
      aliases: (name, token, signal) =>
        noted(functions.aliases(name, token, signal), signal, (answer) =>
          notebook.knownPage('aliases', name, token, answer),
        ),
      versions: (name, token, signal) =>
        noted(functions.versions(name, token, signal), signal, (answer) =>
          notebook.knownPage('versions', name, token, answer),
        ),
      tagged: (tags, token, signal) =>
        noted(functions.tagged(tags, token, signal), signal, (answer) =>
          notebook.knownPage('tagged', tagsName(tags), token, answer),
        ),
      asyncDelivery: (name, signal) =>
        noted(functions.asyncDelivery(name, signal), signal, (answer) =>
          notebook.known('asyncDelivery', name, answer),
        ),
      provisionedConcurrency: (name, token, signal) =>
        noted(functions.provisionedConcurrency(name, token, signal), signal, (answer) =>
          notebook.knownPage('provisionedConcurrency', name, token, answer),
        ),
    },
    metrics: {
      page: (queries, range, token, signal) =>
        noted(metrics.page(queries, range, token, signal), signal, (answer) =>
          notebook.metrics(queries, range, answer),
        ),
      recentlyActive: (token, signal) =>
        noted(metrics.recentlyActive(token, signal), signal, (answer) =>
          notebook.knownPage('activeFunctions', null, token, answer),
        ),
    },
    logs: {
      page: async (group, range, pattern, token, signal) => {
        const answer = await logs.page(group, range, pattern, token, signal);
        return signal.aborted ? answer : notebook.log(group, range, pattern, answer);
      },
      // Its lines have no ids. Polling meets them again, but for the bulk of a flood: playback tells where that is missing.
      live: logs.live,
    },
    queries: notedQueries(queries, notebook),
    trail: {
      page: (resource, range, token, signal) =>
        noted(trail.page(resource, range, token, signal), signal, (answer) =>
          notebook.knownPage('trailEvents', resource, token, answer),
        ),
    },
    alarms: {
      ringing: (token, signal) =>
        noted(alarms.ringing(token, signal), signal, (answer) =>
          notebook.knownPage('ringingAlarms', null, token, answer),
        ),
    },
  };
}
