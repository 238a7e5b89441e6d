import { parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { createRecentMap } from '../recent-map.ts';
import type { TailEvent, TailItem } from '../tail-item.ts';
import { createLineContext, type LineContext } from './line-context.ts';
import { createLineGrouping, type LineGroup } from './line-group.ts';
import { isExcluded, isWanted, type SelectionRules } from './selection-rules.ts';

/**
 * Passes what is wanted of a log, batch by batch, including held-back context of earlier batches. Gaps and notices
 * always pass.
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
 * Which events to show after a batch, and in which form: events of the batch, and earlier ones that lead up to them.
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

const FOUND = {} as const;
const BESIDE = { isContext: true } as const;

/** Memory for the context of all requests under way or just ended. */
const MOST_HELD_OF_ALL = 16 * 1024 * 1024;

interface WeighedContext {
  readonly context: LineContext;
  /** The passage of its newest shown lines. */
  readonly passage: symbol;
  /** Its weight when last updated: it grows. */
  readonly weight: number;
}

function contextChooser(rules: SelectionRules): Chooser {
  const groupOf = createLineGrouping();
  const contexts = createRecentMap<LineGroup, WeighedContext>(MOST_HELD_OF_ALL, ({ weight }) => weight);
  return (events) => {
    const chosen = new Map<TailEvent, TailEvent>();
    for (const item of events) {
      const { event } = item;
      const text = withoutLineEnd(event.message);
      const line = parseLogLine(event.message);
      const group = groupOf(event, line);
      if (isExcluded(text, rules)) continue;
      const known = contexts.get(group);
      const context = known?.context ?? createLineContext(rules);
      const isFound = isWanted(text, () => line, rules);
      const { earlier, isShown, opensPassage } = context.add(item, isFound);
      const passage = known === undefined || opensPassage ? Symbol(group) : known.passage;
      const choose = (each: TailEvent, role: Pick<TailEvent, 'isContext'>) =>
        chosen.set(each, { ...each, ...role, passage });
      for (const each of earlier) choose(each, BESIDE);
      if (isShown) choose(item, isFound ? FOUND : BESIDE);
      contexts.set(group, { context, passage, weight: context.weight });
    }
    return chosen;
  };
}

function earlierOf(
  chosen: ReadonlyMap<TailEvent, TailEvent>,
  events: readonly TailEvent[],
): readonly TailEvent[] {
  const batch = new Set(events);
  return [...chosen].flatMap(([item, shown]) => (batch.has(item) ? [] : shown));
}

/** Lets `$` match at the end of the text rather than after the line break that Lambda appends. */
function withoutLineEnd(message: RawText): string {
  return message.endsWith('\n') ? message.slice(0, message.endsWith('\r\n') ? -2 : -1) : message;
}
