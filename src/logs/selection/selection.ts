import { type LogLine, parseLogLine } from '../../lambda/line/log-line.ts';
import type { RawText } from '../../terminal/text.ts';
import { createReadEnds, type ReadEnds } from '../read-ends.ts';
import { createRecentMap } from '../recent-map.ts';
import type { Stretch } from '../runs-under-way.ts';
import type { TailEvent, TailItem } from '../tail-item.ts';
import { createLineContext, type LineContext } from './line-context.ts';
import { createLineGrouping, type LineGroup } from './line-group.ts';
import { isExcluded, isFailureWanted, isWanted, type SelectionRules } from './selection-rules.ts';
import { createWholeReading } from './whole-reading.ts';

/**
 * Passes what is wanted of a log, batch by batch, including held-back context of earlier batches. Gaps and notices
 * always pass.
 */
export type Selection = (items: readonly TailItem[]) => readonly TailItem[];

/**
 * Where the ends of runs are told: a REPORT then has the end of its run by all lines of it, also by those that are left
 * out, and counts as a failure accordingly.
 *
 * | ends    | means                                                     |
 * | ------- | --------------------------------------------------------- |
 * | ofAll   | AWS sends all lines of the log                            |
 * | ofPart  | AWS sends a part: no run is known to have gone well       |
 * | untold  | they are told elsewhere, as on a screen, or nowhere       |
 */
export type SelectedEnds = 'ofAll' | 'ofPart' | 'untold';

export function createSelection(rules: SelectionRules, told: SelectedEnds): Selection {
  const chooses = rules.before + rules.after === 0 ? lineChooser(rules) : contextChooser(rules);
  const ends = told === 'untold' ? null : createReadEnds();
  const stretchOf = createWholeReading();
  return (items) => {
    const stretch = told === 'ofAll' ? stretchOf(items) : null;
    const events: ParsedEvent[] = [];
    const withEnds = items.map((item) => {
      if (item.type !== 'event') return item;
      const event = parsed(item, ends, stretch);
      events.push(event);
      return event.item;
    });
    const chosen = chooses(events);
    return [
      ...earlierOf(chosen, withEnds),
      ...withEnds.flatMap((item) => (item.type === 'event' ? (chosen.get(item) ?? []) : item)),
    ];
  };
}

/**
 * Which events to show after a batch, and in which form: events of the batch, and earlier ones that lead up to them.
 */
type Chooser = (events: readonly ParsedEvent[]) => ReadonlyMap<TailEvent, TailEvent>;

interface ParsedEvent {
  /** On REPORT lines with the end of their run, where ends are told. */
  readonly item: TailEvent;
  /** Parsed only where it is asked for: rules of texts alone never do. */
  readonly line: () => LogLine;
}

function parsed(item: TailEvent, ends: ReadEnds | null, stretch: Stretch | null): ParsedEvent {
  const { event } = item;
  let known = event.row ?? event.head ?? null;
  const line = () => {
    known ??= parseLogLine(event.message);
    return known;
  };
  const isHeard = ends !== null && (known !== null || ends.needs(event));
  const end = isHeard ? ends.endAt(event, line(), stretch) : null;
  return { item: end === null ? item : { ...item, end }, line };
}

function isMatch(text: string, { item, line }: ParsedEvent, rules: SelectionRules): boolean {
  const outcome = item.end?.outcome ?? 'ok';
  return isWanted(text, line, rules) || (outcome !== 'ok' && isFailureWanted(text, rules));
}

function lineChooser(rules: SelectionRules): Chooser {
  return (events) =>
    new Map(
      events
        .filter((each) => {
          const text = withoutLineEnd(each.item.event.message);
          return !isExcluded(text, rules) && isMatch(text, each, rules);
        })
        .map(({ item }) => [item, item]),
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
    for (const each of events) {
      const { item, line } = each;
      const { event } = item;
      const text = withoutLineEnd(event.message);
      const group = groupOf(event, line());
      if (isExcluded(text, rules)) continue;
      const known = contexts.get(group);
      const context = known?.context ?? createLineContext(rules);
      const isFound = isMatch(text, each, rules);
      const { earlier, isShown, opensPassage } = context.add(item, isFound);
      const passage = known === undefined || opensPassage ? Symbol(group) : known.passage;
      const choose = (shown: TailEvent, role: Pick<TailEvent, 'isContext'>) =>
        chosen.set(shown, { ...shown, ...role, passage });
      for (const held of earlier) choose(held, BESIDE);
      if (isShown) choose(item, isFound ? FOUND : BESIDE);
      contexts.set(group, { context, passage, weight: context.weight });
    }
    return chosen;
  };
}

function earlierOf(
  chosen: ReadonlyMap<TailEvent, TailEvent>,
  items: readonly TailItem[],
): readonly TailEvent[] {
  const batch = new Set(items);
  return [...chosen].flatMap(([item, shown]) => (batch.has(item) ? [] : shown));
}

/** Lets `$` match at the end of the text rather than after the line break that Lambda appends. */
function withoutLineEnd(message: RawText): string {
  return message.endsWith('\n') ? message.slice(0, message.endsWith('\r\n') ? -2 : -1) : message;
}
