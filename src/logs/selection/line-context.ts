import { comparePlaces, type LogPlace, placeOfEvent } from '../log-order.ts';
import type { TailEvent } from '../tail-item.ts';
import type { SelectionRules } from './selection-rules.ts';

/**
 * The newest lines of one group, in log order: a late line gets its context from its own time, not from the lines that
 * arrived before it.
 */
export interface LineContext {
  /**
   * Takes a line; returns which earlier lines to show, and whether to show this one. A matching line is always shown.
   */
  add(item: TailEvent, isFound: boolean): ShownLines;
  /** Memory used by it. */
  readonly weight: number;
}

export interface ShownLines {
  readonly earlier: readonly TailEvent[];
  readonly isShown: boolean;
  /** Whether the line before the first of them (itself included) is not shown. */
  readonly opensPassage: boolean;
}

interface KeptLine {
  readonly place: LogPlace;
  readonly isFound: boolean;
  /** Whether newer ones were there when it came. */
  readonly isLate: boolean;
  /** Null once it was shown: a request may write megabytes of lines. */
  held: TailEvent | null;
}

/** A late line may be this many lines behind the newest and still find its context. */
const MOST_BEHIND = 32;
/** Characters held for one request, except that the newest line is always held. */
const MOST_HELD = 256 * 1024;
/** Memory of a request beyond its text, and of each line. */
const BASE_WEIGHT = 512;
const LINE_WEIGHT = 64;

const NOTHING: readonly TailEvent[] = [];
const HELD: ShownLines = { earlier: NOTHING, isShown: false, opensPassage: false };
const SHOWN: ShownLines = { earlier: NOTHING, isShown: true, opensPassage: false };

export function createLineContext({ before, after }: Pick<SelectionRules, 'before' | 'after'>): LineContext {
  const most = before + after + MOST_BEHIND;
  const lines: KeptLine[] = [];
  /** Index of the newest match; below zero for none. */
  let newestFound = -1;
  let heldLength = 0;
  /** Late lines held back: they may lie among lines already shown. */
  let lateHeld = 0;
  let wasCut = false;

  const release = (line: KeptLine): readonly TailEvent[] => {
    const { held } = line;
    if (held === null) return NOTHING;
    line.held = null;
    if (line.isLate) lateHeld -= 1;
    heldLength -= held.event.message.length;
    return [held];
  };

  const isBesideFound = (index: number): boolean => {
    const first = Math.max(0, index - after);
    // No newer match: one check answers for nearly every line, however much context is wanted.
    for (let at = Math.min(index + before, newestFound); at >= first; at--)
      if (lines[at]?.isFound === true) return true;
    return false;
  };

  /** Where the passage of the match at `index` begins: after what was shown before. */
  const passageStart = (index: number): number => {
    const first = Math.max(0, index - before);
    // Late lines land among shown lines, next to unshown ones.
    if (index < lines.length - 1 || lateHeld > 0) return first;
    let at = index;
    while (at > first && isHeld(lines[at - 1])) at -= 1;
    return at;
  };

  const found = (index: number): ShownLines => {
    const first = passageStart(index);
    const isBehindHidden = first === 0 ? wasCut : isHeld(lines[first - 1]);
    const isFirstNew = first === index || isHeld(lines[first]);
    const earlier = lines.slice(first, index + after + 1).flatMap(release);
    return { earlier, isShown: true, opensPassage: isBehindHidden && isFirstNew };
  };

  const insert = (index: number, line: KeptLine) => {
    if (index === lines.length) lines.push(line);
    else lines.splice(index, 0, line);
    if (index <= newestFound) newestFound += 1;
    if (line.isFound) newestFound = Math.max(newestFound, index);
  };

  const makeRoom = () => {
    // Moving the others up each time would cost more than they do.
    if (lines.length < 2 * most && heldLength <= MOST_HELD) return;
    let gone = 0;
    // The newest stays, however long: it is the next line's context.
    while (gone < lines.length - 1 && (lines.length - gone > most || heldLength > MOST_HELD)) {
      const oldest = lines[gone];
      if (oldest !== undefined) release(oldest);
      gone += 1;
    }
    if (gone === 0) return;
    lines.splice(0, gone);
    newestFound -= gone;
    wasCut = true;
  };

  return {
    add(item, isFound) {
      const place = placeOfEvent(item.event);
      const index = indexFor(place, lines);
      // Its context has been forgotten.
      if (index === 0 && wasCut) return isFound ? { ...SHOWN, opensPassage: true } : HELD;
      const line: KeptLine = { place, isFound, isLate: index < lines.length, held: null };
      insert(index, line);
      const shown = isFound ? found(index) : isBesideFound(index) ? SHOWN : HELD;
      if (!shown.isShown) {
        line.held = item;
        if (line.isLate) lateHeld += 1;
        heldLength += item.event.message.length;
      }
      makeRoom();
      return shown;
    },
    get weight() {
      return BASE_WEIGHT + LINE_WEIGHT * lines.length + heldLength;
    },
  };
}

/** Whether it is still to be shown. */
function isHeld(line: KeptLine | undefined): boolean {
  return line !== undefined && line.held !== null;
}

/** Nearly always the end. */
function indexFor(place: LogPlace, lines: readonly KeptLine[]): number {
  for (let index = lines.length; index > 0; index--) {
    const before = lines[index - 1];
    if (before === undefined || comparePlaces(before.place, place) <= 0) return index;
  }
  return 0;
}
