import { ALL_LINES } from '../../../src/logs/selection/selection-rules.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailEvent, TailItem } from '../../../src/logs/tail-item.ts';
import type { FunctionStatus } from '../../../src/monitor/function/status/function-status.ts';
import { type FollowedLog, openedLog } from '../../../src/monitor/log/tail/followed-log.ts';
import type { LogTailSnapshot } from '../../../src/monitor/log/tail/log-tail-snapshot.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import type { ScreenRow } from '../../../src/views/parts/frame/screen-row.tsx';
import type { HeaderFacts, Whereabouts } from '../../../src/views/parts/header/header-facts.ts';
import { enterAtHand } from '../../../src/views/tail/keys/enter-at-hand.ts';
import { hasErrorBelow } from '../../../src/views/tail/keys/jumps.ts';
import { patternCopyable } from '../../../src/views/tail/keys/pattern-keys.ts';
import { type TailRequest, tailAfterKey } from '../../../src/views/tail/keys/tail-keys.ts';
import { failureStrip } from '../../../src/views/tail/panes/failure-strip.ts';
import { MOST_PATTERNS, patternRows } from '../../../src/views/tail/panes/pattern-rows.ts';
import { tailHeight, tailPanes } from '../../../src/views/tail/panes/tail-panes.ts';
import { tailRows } from '../../../src/views/tail/rows/tail-rows.ts';
import type { TailScene } from '../../../src/views/tail/rows/tail-scene.ts';
import { logAtHand } from '../../../src/views/tail/state/log-at-hand.ts';
import { savedLines } from '../../../src/views/tail/state/saved-lines.ts';
import { rowChoice } from '../../../src/views/tail/state/tail-choice.ts';
import { matchCountOf } from '../../../src/views/tail/state/tail-find.ts';
import {
  FOLLOWING,
  type ReadableTail,
  rowsOnScreen,
  shownItems,
  type TailState,
} from '../../../src/views/tail/state/tail-state.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { NOW_MS } from '../fleet/fleet-story.ts';
import { pressed } from '../keys/key-press.ts';

export const FIRST_MS = NOW_MS - 60_000;
/** Enough rows for 33 lines beside the failures and the patterns. */
const ROWS = 51;
const STREAM = rawText('2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112');

/** Line `place` of a log that writes ten a second. */
export function line(place: number, message = `line ${place}`, lateMs: number | null = null): TailEvent {
  const timestampMs = FIRST_MS + place * 100;
  return {
    type: 'event',
    event: {
      eventId: rawText(`event ${place}`),
      logStream: STREAM,
      timestampMs,
      ingestionMs: timestampMs,
      message: rawText(message),
    },
    lateMs,
  };
}

export function lines(count: number): readonly TailEvent[] {
  return Array.from({ length: count }, (_, place) => line(place));
}

/** A function's log at the moment of reading. */
export function followedLog(functionName: string): FollowedLog {
  const name = rawText(functionName);
  const group = rawText(`/aws/lambda/${functionName}`);
  const choice = { group, writers: [{ functionName: name, versions: null }] };
  return { ...openedLog(choice, FIRST_MS), status: 'live' };
}

export function headerOf(whereabouts: Whereabouts): HeaderFacts {
  const state = { word: safe`LIVE`, tone: 'good', note: safe`` } as const;
  return { whereabouts, identity: null, state, nowMs: NOW_MS, api: null };
}

const ACCESS = { region: 'eu-west-1', profile: null, endpointUrl: null, lmon: 'lmon', isDemo: false };

const ROWS_ABOVE = 3;
const ROWS_BELOW = 2;

function aroundLines(shown: readonly ScreenRow[], rows: number): readonly ScreenRow[] {
  const { strip, lines, patterns } = tailPanes(rows);
  const end = ROWS_ABOVE + strip + ROWS_BELOW + lines;
  const below = patterns === 0 ? 0 : patterns + ROWS_BELOW;
  return [
    ...shown.slice(0, ROWS_ABOVE),
    ...shown.slice(ROWS_ABOVE + strip, end),
    ...shown.slice(end + below),
  ];
}

export interface TailStory {
  readonly items: readonly TailItem[];
  readonly maxItems?: number;
  /** What the fleet knows of the function; null where none is watched. */
  readonly status?: FunctionStatus | null;
  /** What hurts in the fleet. */
  readonly causes?: readonly Cause[];
  readonly snapshot?: Partial<LogTailSnapshot>;
  readonly scene?: Partial<TailScene>;
}

/** A log screen of a log that the test writes, without a terminal. */
export function tailOnScreen({
  items,
  maxItems = 1_000,
  status = null,
  causes = [],
  snapshot = {},
  scene = {},
}: TailStory) {
  const memory = createStoryMemory({ maxItems, maxBytes: 10_000_000 });
  memory.add(items);
  memory.choose(rowChoice(FOLLOWING.choice, memory.patterns.currentId));
  let arrived = items.length;
  let published = items.length;
  const { columns = 120, rows = ROWS } = scene;
  let state: TailState = FOLLOWING;
  let beforeKey = state;
  const requests: TailRequest[] = [];
  const { readThroughMs = NOW_MS - 600 } = snapshot;
  const getSnapshot = (): LogTailSnapshot => ({
    logs: [followedLog('checkout-api')],
    writers: [],
    versionMarks: new Set(),
    status: 'live',
    error: null,
    follow: true,
    untilMs: null,
    itemCount: memory.shown.size,
    chosenCount: memory.shown.chosenCount,
    memoryCount: memory.size,
    dropped: memory.dropped,
    arrived: published,
    errorsArrived: 0,
    errorsRead: 0,
    readFromMs: FIRST_MS,
    readingBackToMs: null,
    newestMs: FIRST_MS,
    readThroughMs,
    reachedMs: readThroughMs,
    streamedThroughMs: null,
    wanted: ALL_LINES,
    linesRead: items.length,
    linesChosen: items.length,
    linesPerSecond: 10,
    environments: 3,
    live: null,
    callsPerMinute: 5,
    floodKeeps: null,
    ...snapshot,
  });
  const live: ReadableTail = {
    getSnapshot,
    arrivals: () => ({ arrived, errorsArrived: 0 }),
    rowCount: () => memory.shown.size,
    items: memory.shown.view,
    indexOf: memory.shown.indexOf,
    show: memory.choose,
    chooseMore: memory.shown.chooseMore,
    memory: () => memory.all.view(0, memory.size),
    patterns: memory.patterns,
    runs: memory.runs,
    runsOf: memory.runsOf,
    shares: memory.shares,
    spans: memory.spans,
    versions: memory.versions,
  };
  const sceneNow = (): TailScene => {
    const shown = state.frozen ?? live;
    const words = state.find?.words ?? '';
    return {
      snapshot: getSnapshot(),
      ...rowsOnScreen(shown, state, tailHeight(rows)),
      functions: [],
      strip: failureStrip(live, getSnapshot(), { functions: [], status, causes, windowMs: state.windowMs }),
      patterns: patternRows(memory.shares(MOST_PATTERNS), getSnapshot()),
      state,
      matchCount: words === '' ? null : matchCountOf(shownItems(shown), words),
      hasErrorBelow: hasErrorBelow(state, live),
      enter: enterAtHand(state, live),
      isStopped: false,
      header: headerOf({ who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 }),
      path: [safe`Fleet`, safe`checkout-api`, safe`Logs`],
      isRoot: false,
      columns,
      rows,
      look: LOOK,
      ...scene,
    };
  };
  /** No snapshot tells of it before more arrives. */
  const arrivesUnpublished = (...news: readonly TailItem[]) => {
    memory.add(news);
    arrived += news.length;
  };
  return {
    arrivesUnpublished,
    arrives(...news: readonly TailItem[]) {
      arrivesUnpublished(...news);
      published = arrived;
    },
    press(...keys: readonly string[]) {
      for (const key of keys) {
        beforeKey = state;
        const answer = tailAfterKey(pressed('tail', key), state, live, tailHeight(rows));
        if (answer.state.choice !== state.choice || answer.state.frozen !== state.frozen) {
          (answer.state.frozen ?? live).show(rowChoice(answer.state.choice, memory.patterns.currentId));
        }
        state = answer.state;
        if (answer.request !== null) requests.push(answer.request);
      }
    },
    closesCopyMenu() {
      state = { ...beforeKey, says: null };
    },
    isChoosing: () => (state.frozen ?? live).getSnapshot().chosenCount === null,
    snapshot: getSnapshot,
    copiedPattern: () => patternCopyable(state, state.frozen ?? live),
    saved: () => savedLines(state.frozen ?? live, state.choice),
    /** What keys act on. */
    atHand: () => logAtHand(state, live, ACCESS),
    /** What keys requested from outside of the screen. */
    requests,
    rows: () => tailRows(sceneNow()),
    /** The whole screen. */
    allWords: () => wordsOf(tailRows(sceneNow())),
    /** Only the lines, without the failures and patterns around them. */
    words: () => wordsOf(aroundLines(tailRows(sceneNow()), rows)),
    /** The row under the cursor: its position and text. */
    cursor() {
      const shown = aroundLines(tailRows(sceneNow()), rows);
      const row = shown.findIndex(({ isSelected }) => isSelected === true);
      return row < 0 ? null : { row, says: wordsOf(shown)[row] ?? '' };
    },
  };
}
