import type { TailEvent, TailItem } from '../tail-item.ts';

type Passage = TailEvent['passage'];

/**
 * The lines of each passage together, in the order of the passages' first lines: requests run side by side, so that in
 * order of time their lines hardly ever follow each other. Gaps and notices keep their places among them.
 *
 * @param continued the passage of the line before them, which goes on first
 */
export function passagesTogether(items: readonly TailItem[], continued: Passage): readonly TailItem[] {
  const hasPassages = items.some((item) => item.type === 'event' && item.passage !== undefined);
  if (!hasPassages) return items;
  const together: TailItem[] = [];
  const waiting = new Map<Passage, TailEvent[]>();
  let last = continued;
  const release = () => {
    const first = waiting.get(last) ?? [];
    waiting.delete(last);
    for (const lines of [first, ...waiting.values()]) {
      for (const line of lines) together.push(line);
      last = lines.at(-1)?.passage ?? last;
    }
    waiting.clear();
  };
  for (const item of items) {
    if (item.type === 'event') {
      const lines = waiting.get(item.passage) ?? [];
      lines.push(item);
      waiting.set(item.passage, lines);
    } else {
      release();
      together.push(item);
    }
  }
  release();
  return together;
}
