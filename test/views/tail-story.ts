import { createEventRing } from '../../src/logs/event-ring.ts';
import type { TailEvent, TailItem } from '../../src/logs/tail-item.ts';
import type { LogTailSnapshot } from '../../src/monitor/log-tail.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import { rawText } from '../../src/terminal/text.ts';
import { afterAction } from '../../src/views/tail-moves.ts';
import { type TailScene, tailHeight, tailRows } from '../../src/views/tail-rows.ts';
import { FOLLOWING, type TailState, tailWindow } from '../../src/views/tail-state.ts';
import { LOOK, wordsOf } from './fleet-on-screen.ts';
import { NOW_MS } from './fleet-story.ts';
import { pressed } from './key-press.ts';

export const FIRST_MS = NOW_MS - 60_000;
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

export interface TailStory {
  readonly items: readonly TailItem[];
  readonly maxItems?: number;
  readonly snapshot?: Partial<LogTailSnapshot>;
  readonly scene?: Partial<TailScene>;
}

/** A log screen of a log that the test writes, without a terminal. */
export function tailOnScreen({ items, maxItems = 1_000, snapshot = {}, scene = {} }: TailStory) {
  const ring = createEventRing({ maxItems, maxBytes: 10_000_000 });
  ring.insert(items);
  const { columns = 120, rows = 40 } = scene;
  let state: TailState = FOLLOWING;
  const getSnapshot = (): LogTailSnapshot => ({
    group: rawText('/aws/lambda/checkout-api'),
    status: 'live',
    error: null,
    follow: true,
    itemCount: ring.size,
    dropped: ring.dropped,
    newestMs: FIRST_MS,
    readThroughMs: NOW_MS - 600,
    linesPerSecond: 10,
    environments: 3,
    callsPerMinute: 5,
    ...snapshot,
  });
  const sceneNow = (): TailScene => {
    const heldIndex = state.held === null ? null : ring.indexOf(state.held);
    const window = tailWindow(state, heldIndex, ring.size, tailHeight(rows));
    return {
      snapshot: getSnapshot(),
      items: ring.view(window.first, tailHeight(rows)),
      window,
      state,
      header: {
        whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 },
        identity: null,
        state: { word: safe`LIVE`, tone: 'good', note: safe`` },
        nowMs: NOW_MS,
        api: null,
      },
      path: [safe`Fleet`, safe`checkout-api`, safe`Logs`],
      columns,
      rows,
      look: LOOK,
      ...scene,
    };
  };
  return {
    arrives: (...news: readonly TailItem[]) => ring.insert(news),
    press(...keys: readonly string[]) {
      const tail = { getSnapshot, items: ring.view, indexOf: ring.indexOf };
      for (const key of keys) {
        const { action } = pressed('tail', key);
        if (action !== null) state = afterAction(action, state, tail, tailHeight(rows));
      }
    },
    rows: () => tailRows(sceneNow()),
    words: () => wordsOf(tailRows(sceneNow())),
    /** The row under the cursor: where it stands and what it says. */
    cursor() {
      const shown = tailRows(sceneNow());
      const row = shown.findIndex(({ isSelected }) => isSelected === true);
      return row < 0 ? null : { row, says: wordsOf(shown)[row] ?? '' };
    },
  };
}
