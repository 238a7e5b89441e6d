import { createWrittenEventReader, WrittenEvent } from '../../aws/question/written-event.ts';
import type { LogOrigin, TailEvent } from '../../logs/tail-item.ts';
import { type RowFormat, tailRows } from '../../print/tail/tail-rows.ts';

const UTF_8 = new TextEncoder();

/**
 * Makes the rows of lists of events that are none of them late, as AWS writes lists. Null of one that is written in another
 * way. The bytes are nobody else's.
 */
export function createRowReader(format: RowFormat): (json: string, origin: LogOrigin) => Uint8Array | null {
  const read = createWrittenEventReader();
  const written = (json: string): readonly WrittenEvent[] | null => {
    const list = read(json);
    return list.every((event) => event instanceof WrittenEvent) ? list : null;
  };
  return (json, origin) => {
    // The first one shows how they are written.
    const events = written(json) ?? written(json);
    if (events === null) return null;
    const items = events.map((event): TailEvent => ({ type: 'event', event, lateMs: null }));
    return UTF_8.encode(tailRows(items, origin, format));
  };
}
