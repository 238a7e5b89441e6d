import type { LogEvent } from '../../../src/logs/event.ts';
import type { Sweep } from '../../../src/logs/sweeping/sweep.ts';
import type { Sweeper } from '../../../src/logs/sweeping/sweeper.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import type { RawText } from '../../../src/terminal/text.ts';

interface ReadPage {
  readonly items: readonly LogEvent[];
  readonly nextToken: RawText | null;
}

/** Reads a page that arrives in one part. */
export function readPage(
  sweeper: Pick<Sweeper, 'open'>,
  sweep: Sweep,
  { items, nextToken }: ReadPage,
  nowMs: number,
): readonly TailEvent[] {
  const reading = sweeper.open(sweep, nowMs);
  const events = reading.take(items);
  reading.close(nextToken);
  return events;
}
