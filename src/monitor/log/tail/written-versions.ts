import { versionMark } from '../../../lambda/log-stream.ts';
import { logName, originIn } from '../../../logs/log-name.ts';
import type { LogOrigin, TailItem } from '../../../logs/tail-item.ts';
import type { RawText } from '../../../terminal/text.ts';

/** Which versions wrote the lines that were read. */
export interface WrittenVersions {
  /** `[119]`, `[$LATEST]`: those of functions of which several write. The same list until another one does. */
  readonly marks: readonly RawText[];
  /** @param origin null where only one log is read */
  add(items: readonly TailItem[], origin: LogOrigin | null): void;
}

/** Streams can be named by anyone. */
const MOST_MARKS = 1_000;

export function createWrittenVersions(): WrittenVersions {
  const marksOf = new Map<string, Set<RawText>>();
  let marks: readonly RawText[] = [];
  let lastStream: RawText | null = null;

  const addStream = (logStream: RawText, origin: LogOrigin | null) => {
    const mark = versionMark(logStream);
    if (mark === null || marksOf.size > MOST_MARKS) return;
    const name = origin === null ? '' : logName(originIn(logStream, origin));
    const ofFunction = marksOf.get(name) ?? new Set();
    if (ofFunction.has(mark) || ofFunction.size === MOST_MARKS) return;
    marksOf.set(name, ofFunction.add(mark));
    if (ofFunction.size === 1) return;
    const differing = [...marksOf.values()].filter(({ size }) => size > 1);
    marks = [...new Set(differing.flatMap((each) => [...each]))];
  };

  return {
    get marks() {
      return marks;
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
