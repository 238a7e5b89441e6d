import type { Sources } from '../../monitor/sources.ts';
import type { Notebook } from './notebook.ts';
import { notedAsking } from './noted-asking.ts';
import { notedFunctions } from './recorded-functions.ts';
import { notedQueries } from './recorded-queries.ts';

/** Sources that record their answers before the monitor sees them. */
export function recordedSources(sources: Sources, notebook: Notebook): Sources {
  const { identity, functions, metrics, logs, queries, trail, alarms } = sources;
  const asking = notedAsking(notebook);
  const { noted, known, page } = asking;
  return {
    identity: {
      caller: (signal) => known('caller', null, identity.caller(signal), signal),
    },
    functions: notedFunctions(functions, asking),
    metrics: {
      page: (queries, range, token, signal) =>
        noted(metrics.page(queries, range, token, signal), signal, (answer) =>
          notebook.metrics(queries, range, answer),
        ),
      recentlyActive: (token, signal) =>
        page({ what: 'activeFunctions', of: null, token }, metrics.recentlyActive(token, signal), signal),
    },
    logs: notedLogs(logs, notebook),
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

function notedLogs(logs: Sources['logs'], notebook: Notebook): Sources['logs'] {
  return {
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
  };
}
