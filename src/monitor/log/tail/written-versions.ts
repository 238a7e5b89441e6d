import { versionMark } from '../../../lambda/log-stream.ts';
import { logName, originIn } from '../../../logs/log-name.ts';
import type { LogOrigin, TailItem } from '../../../logs/tail-item.ts';
import type { RawText } from '../../../terminal/text.ts';

/** Which versions wrote the lines that were read. */
export interface WrittenVersions {
  /** `[119]`, `[$LATEST]`: those of functions of which several write. The same set until another one does. */
  readonly marks: ReadonlySet<RawText>;
  /** @param origin null where only one log is read */
  add(items: readonly TailItem[], origin: LogOrigin | null): void;
}

/** Of all functions together: streams can be named by anyone. */
const MOST_VERSIONS = 10_000;

export function createWrittenVersions(): WrittenVersions {
  const marksOf = new Map<string, Set<RawText>>();
  let versions = 0;
  let marks: ReadonlySet<RawText> | null = new Set();
  let lastStream: RawText | null = null;

  const addStream = (logStream: RawText, origin: LogOrigin | null) => {
    const mark = versionMark(logStream);
    if (mark === null || versions === MOST_VERSIONS) return;
    const name = origin === null ? '' : logName(originIn(logStream, origin));
    const ofFunction = marksOf.get(name) ?? new Set();
    if (ofFunction.has(mark)) return;
    marksOf.set(name, ofFunction.add(mark));
    versions += 1;
    if (ofFunction.size > 1) marks = null;
  };

  return {
    get marks() {
      marks ??= marksOfSeveral(marksOf.values());
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

function marksOfSeveral(functions: Iterable<ReadonlySet<RawText>>): ReadonlySet<RawText> {
  const marks = new Set<RawText>();
  for (const ofFunction of functions) {
    if (ofFunction.size < 2) continue;
    for (const mark of ofFunction) marks.add(mark);
  }
  return marks;
}
