import type { LogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import type { LogEvent } from '../event.ts';
import { createRecentMap } from '../recent-map.ts';

/** Which lines belong together: those of one request, or of one log stream where no request is known. */
export type LineGroup = string;

/** As many environments as write concurrently in any but the largest functions. */
const MOST_STREAMS = 10_000;

/**
 * Assigns each line to its group. An environment runs one invocation after another, so a line without a request id
 * belongs to the request whose lines surround it.
 */
export function createLineGrouping(): (event: LogEvent, line: LogLine) => LineGroup {
  const running = createRecentMap<RawText, RawText>(MOST_STREAMS);
  return ({ logStream }, { kind, requestId }) => {
    const request = requestId ?? running.get(logStream) ?? null;
    if (kind === 'report') running.delete(logStream);
    else if (requestId !== null) running.set(logStream, requestId);
    return request ?? logStream;
  };
}
