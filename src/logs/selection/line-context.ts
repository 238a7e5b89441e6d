import { comparePlaces, type LogPlace, placeOfEvent } from '../log-order.ts';
import type { TailEvent } from '../tail-item.ts';
import type { SelectionRules } from './selection-rules.ts';

/** The newest lines that belong together, in log order: a line that comes late stands beside those of its time, and not beside those that came before it. */
export interface LineContext {
  /**
   * Takes a line in, and gives what is to be shown of those before it, as they came, and whether it is itself. A line
   * that was found always is.
   */
  add(item: TailEvent, isFound: boolean): ShownLines;
  /** What it costs to keep. */
  readonly weight: number;
}

export interface ShownLines {
  readonly earlier: readonly TailEvent[];
  readonly isShown: boolean;
  /** Whether the line before the first of them, itself among them, is not shown. */
  readonly opensPassage: boolean;
}

interface KeptLine {
  readonly place: LogPlace;
  readonly isFound: boolean;
  /** Whether newer ones were there when it came. */
  readonly isLate: boolean;
  /** Null once it was shown: a request may have written a megabyte a line. */
  held: TailEvent | null;
}

/** So many lines at least may lie between a late one and the newest, and its neighbours are still known. */
const MOST_BEHIND = 32;
/** Characters that are held of one request, but for a newest line that is longer. */
const MOST_HELD = 256 * 1024;
/** What a request costs beside its text, and each of its lines. */
const BASE_WEIGHT = 512;
const LINE_WEIGHT = 64;

const NOTHING: readonly TailEvent[] = [];
const HELD: ShownLines = { earlier: NOTHING, isShown: false, opensPassage: false };
const SHOWN: ShownLines = { earlier: NOTHING, isShown: true, opensPassage: false };

export function createLineContext({ before, after }: Pick<SelectionRules, 'before' | 'after'>): LineContext {
  const most = before + after + MOST_BEHIND;
  const lines: KeptLine[] = [];
  /** Of the newest line that was found; below zero where none is known. */
  let newestFound = -1;
  let heldLength = 0;
  /** Late lines that are held: they may lie among what was shown. */
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
    // Nothing newer was found: one look answers for nearly every line, however many are wanted beside it.
    for (let at = Math.min(index + before, newestFound); at >= first; at--)
      if (lines[at]?.isFound === true) return true;
    return false;
  };

  /** Where what is shown with the line found at `index` begins: behind what was shown before. */
  const passageStart = (index: number): number => {
    const first = Math.max(0, index - before);
    // Late lines come in among what was shown for others, with what was not on either side.
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
    // To move the others up each time would cost more than they do.
    if (lines.length < 2 * most && heldLength <= MOST_HELD) return;
    let gone = 0;
    // The newest stays, however long: what comes next stands beside it.
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
      // What stood beside it is forgotten.
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

/** Whether it was not shown yet. */
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
