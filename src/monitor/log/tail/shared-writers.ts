import { parseLogStream } from '../../../lambda/log-stream.ts';
import { logName, originIn } from '../../../logs/log-name.ts';
import type { LogOrigin, TailItem } from '../../../logs/tail-item.ts';
import type { RawText } from '../../../terminal/text.ts';

/** The functions that write to log groups which functions share, as their streams name them. */
export interface SharedWriters {
  /** As they are shown. The same list until another one writes. */
  readonly names: readonly RawText[];
  add(items: readonly TailItem[], origin: LogOrigin): void;
}

/** Streams can be named by anyone. */
const MOST_NAMES = 1_000;

export function createSharedWriters(): SharedWriters {
  let names: readonly RawText[] = [];
  let lastStream: RawText | null = null;

  const addStream = (logStream: RawText, origin: LogOrigin) => {
    if ((parseLogStream(logStream)?.functionName ?? null) === null) return;
    const name = logName(originIn(logStream, origin));
    if (names.length < MOST_NAMES && !names.includes(name)) names = [...names, name];
  };

  return {
    get names() {
      return names;
    },
    add(items, origin) {
      for (const item of items) {
        if (item.type !== 'event' || item.event.logStream === lastStream) continue;
        lastStream = item.event.logStream;
        addStream(lastStream, origin);
      }
    },
  };
}
