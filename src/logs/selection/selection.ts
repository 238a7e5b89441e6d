import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { createRecentMap } from '../recent-map.ts';
import type { TailEvent, TailItem } from '../tail-item.ts';
import { createLineGrouping, type LineGroup } from './line-group.ts';
import { isExcluded, isWanted, type SelectionRules } from './selection-rules.ts';

/**
 * Lets through what is wanted of a log, batch after batch, and with it what was held back of earlier batches and leads up to
 * it. Gaps and notices always are.
 */
export type Selection = (items: readonly TailItem[]) => readonly TailItem[];

export function createSelection(rules: SelectionRules): Selection {
  const chooses = rules.before + rules.after === 0 ? lineChooser(rules) : contextChooser(rules);
  return (items) => {
    const events = items.filter((item): item is TailEvent => item.type === 'event');
    const chosen = chooses(events);
    return [
      ...earlierOf(chosen, events),
      ...items.flatMap((item) => (item.type === 'event' ? (chosen.get(item) ?? []) : item)),
    ];
  };
}

/**
 * Which events are to be shown, now that a batch has come, and as what: of the batch, and of earlier ones what leads up to
 * it.
 */
type Chooser = (events: readonly TailEvent[]) => ReadonlyMap<TailEvent, TailEvent>;

function lineChooser(rules: SelectionRules): Chooser {
  return (events) =>
    new Map(
      events
        .filter(({ event: { message } }) => {
          const text = withoutLineEnd(message);
          return !isExcluded(text, rules) && isWanted(text, () => parseLogLine(message), rules);
        })
        .map((item) => [item, item]),
    );
}

/** What came last of the lines that belong together. */
interface GroupContext {
  /** Lines that were not shown, oldest first. */
  readonly held: readonly TailEvent[];
  /** How many lines are still to be shown for the sake of the one before them. */
  readonly following: number;
}

const NO_CONTEXT: GroupContext = { held: [], following: 0 };

/** Characters that are held of one request: it may have written a megabyte a line. */
const MOST_HELD = 256 * 1024;
/** And of all requests that are under way or have just ended. */
const MOST_HELD_OF_ALL = 16 * 1024 * 1024;
/** What a request costs beside its text. */
const GROUP_WEIGHT = 512;

function contextChooser(rules: SelectionRules): Chooser {
  const { before, after } = rules;
  const groupOf = createLineGrouping();
  const contexts = createRecentMap<LineGroup, GroupContext>(MOST_HELD_OF_ALL, weightOf);
  return (events) => {
    const chosen = new Map<TailEvent, TailEvent>();
    const chooseBeside = (item: TailEvent) => chosen.set(item, { ...item, isContext: true });
    for (const item of events) {
      const { event } = item;
      const text = withoutLineEnd(event.message);
      const line = parseLogLine(event.message);
      const group = groupOf(event, line);
      if (isExcluded(text, rules)) continue;
      const { held, following } = contexts.get(group) ?? NO_CONTEXT;
      if (isWanted(text, () => line, rules)) {
        for (const each of held) chooseBeside(each);
        chosen.set(item, item);
        contexts.set(group, { held: [], following: after });
      } else if (following > 0) {
        chooseBeside(item);
        contexts.set(group, { held, following: following - 1 });
      } else if (before > 0) {
        contexts.set(group, { held: newestOf([...held, item], before), following });
      }
    }
    return chosen;
  };
}

function weightOf({ held }: GroupContext): number {
  return held.reduce((weight, { event }) => weight + event.message.length, GROUP_WEIGHT);
}

function newestOf(events: readonly TailEvent[], most: number): readonly TailEvent[] {
  let length = 0;
  const tooMuch = events.findLastIndex(({ event }, index) => {
    length += event.message.length;
    return events.length - index > most || length > MOST_HELD;
  });
  return events.slice(tooMuch + 1);
}

function earlierOf(
  chosen: ReadonlyMap<TailEvent, TailEvent>,
  events: readonly TailEvent[],
): readonly TailEvent[] {
  const batch = new Set(events);
  return [...chosen].flatMap(([item, shown]) => (batch.has(item) ? [] : shown));
}

/** So that `$` stands at the end of what is said, and not behind the line break that Lambda puts there. */
function withoutLineEnd(message: RawText): string {
  return message.endsWith('\n') ? message.slice(0, message.endsWith('\r\n') ? -2 : -1) : message;
}
