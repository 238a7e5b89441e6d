import { describe, expect, it } from 'vitest';
import { type FleetAnswer, fleetAfterKey } from '../../../src/views/fleet/fleet-keys.ts';
import { fleetPage, fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import type { FleetScene } from '../../../src/views/fleet/fleet-scene.ts';
import { INITIAL_FLEET, shownFunctions } from '../../../src/views/fleet/fleet-state.ts';
import { pressed } from '../keys/key-press.ts';
import { fleetOnScreen, fleetScene, rowWith, wordsOf } from './fleet-on-screen.ts';
import { CALM, CAST, calm, type FunctionStory, IDLE, LAGGING, snapshotOf, THROTTLED } from './fleet-story.ts';

const WALL_MS = 1_000_000;
const WORKERS: readonly FunctionStory[] = Array.from({ length: 100 }, (_, index) => ({
  ...CALM,
  name: `worker-${String(index).padStart(2, '0')}`,
}));
const MANY = snapshotOf({ functions: [THROTTLED, ...WORKERS] });

/** The fleet after these keys in order, and the last request that they made. */
function afterKeys(keys: readonly string[], scene: FleetScene = fleetScene(), wallMs = WALL_MS) {
  let current = scene;
  let answer: FleetAnswer = { state: scene.state, request: null };
  for (const key of keys) {
    answer = fleetAfterKey(pressed('fleet', key), current, wallMs);
    const shown = shownFunctions(answer.state, scene.snapshot.functions, wallMs);
    current = { ...current, state: answer.state, shown };
  }
  const selected = current.state.selected ?? current.shown[0]?.name;
  return { scene: current, request: answer.request, selected, names: current.shown.map(({ name }) => name) };
}

function cursorRow(scene: FleetScene): string {
  return fleetOnScreen(scene).find((row) => row.includes(`  ${scene.state.selected} `)) ?? '';
}

describe('the cursor', () => {
  const scene = fleetScene({ snapshot: MANY });
  const page = fleetPage(scene);
  const worker = (place: number) => MANY.functions[place]?.name;

  it.each([
    { keys: ['j'], place: 1 },
    { keys: ['j', 'j', 'k'], place: 1 },
    { keys: ['k'], place: 0 },
    { keys: [' '], place: page },
    { keys: ['pageDown', 'pageDown', 'b'], place: page },
    { keys: ['ctrl-d'], place: Math.ceil(page / 2) },
    { keys: ['ctrl-d', 'ctrl-d', 'ctrl-u'], place: Math.ceil(page / 2) },
    { keys: ['G'], place: 100 },
    { keys: ['G', 'g'], place: 0 },
  ])('stands on row $place after $keys', ({ keys, place }) => {
    expect(afterKeys(keys, scene).selected).toBe(worker(place));
  });

  it('moves up through the table before the table scrolls', () => {
    const bottom = afterKeys(['G'], scene).scene;
    const above = afterKeys(['G', 'k', 'k'], scene).scene;
    expect(fleetOnScreen(above).indexOf(cursorRow(above))).toBe(
      fleetOnScreen(bottom).indexOf(cursorRow(bottom)) - 2,
    );
  });

  it('follows the function, not the row, when the list is sorted again', () => {
    const { scene: before } = afterKeys(['j']);
    expect(before.state.selected).toBe('order-stream-consumer');
    const worse = { ...LAGGING, minute: calm(() => ({ 'Throttles Sum': 900 })), reserved: 5 };
    const snapshot = snapshotOf({ functions: [CALM, worse, IDLE] });
    const shown = shownFunctions(before.state, snapshot.functions, WALL_MS + 10_000);
    const rows = fleetOnScreen({ ...before, snapshot, shown });
    expect(shown[0]?.name).toBe('order-stream-consumer');
    expect(rows.find((row) => row.startsWith(' WHY'))).toContain('WHY order-stream-consumer');
  });

  it('keeps the order of the list while it moves, and lets it sort once it rests', () => {
    const { scene: before, names } = afterKeys(['j']);
    const snapshot = snapshotOf({
      functions: CAST.map((story) => (story === CALM ? { ...THROTTLED, name: CALM.name } : story)),
    });
    const namesAt = (wallMs: number) =>
      shownFunctions(before.state, snapshot.functions, wallMs).map(({ name }) => name);
    expect(snapshot.functions.map(({ name }) => name)).not.toEqual(names);
    expect(namesAt(WALL_MS + 2_999)).toEqual(names);
    expect(namesAt(WALL_MS + 3_001)).toEqual(snapshot.functions.map(({ name }) => name));
  });

  it('puts new functions below the others while it moves', () => {
    const { scene: before, names } = afterKeys(['j']);
    const snapshot = snapshotOf({ functions: [...CAST, { ...THROTTLED, name: 'newborn' }] });
    const shown = shownFunctions(before.state, snapshot.functions, WALL_MS + 1_000);
    expect(shown.map(({ name }) => name)).toEqual([...names, 'newborn']);
  });
});

describe('the visible part of a long list', () => {
  const scene = fleetScene({ snapshot: MANY });
  const worse = (count: number) =>
    snapshotOf({
      functions: [
        ...Array.from({ length: count }, (_, index) => ({ ...THROTTLED, name: `worse-${index}` })),
        ...WORKERS,
      ],
    });
  const rested = (keys: readonly string[], snapshot: FleetScene['snapshot']) => {
    const { state } = afterKeys(keys, scene).scene;
    return fleetOnScreen({
      snapshot,
      state,
      shown: shownFunctions(state, snapshot.functions, WALL_MS + 10_000),
    });
  };

  it('begins with the worst function, wherever other functions push the selected one', () => {
    expect(rowWith(rested(['j'], worse(5)), 'FUNCTIONS')).toContain('FUNCTIONS 1 to ');
    expect(rowWith(rested(['j', 'j', 'j'], worse(3)), 'FUNCTIONS')).toContain('FUNCTIONS 1 to ');
  });

  it('begins with the worst function again when sorting takes the selected one to the top', () => {
    const { state } = afterKeys(['G'], scene).scene;
    const last = WORKERS.at(-1)?.name ?? '';
    const snapshot = snapshotOf({ functions: [{ ...THROTTLED, name: last }, ...WORKERS.slice(0, -1)] });
    const shown = shownFunctions(state, snapshot.functions, WALL_MS + 10_000);
    expect(rowWith(fleetOnScreen({ snapshot, state, shown }), 'FUNCTIONS')).toContain('FUNCTIONS 1 to ');
  });

  it('stays where it was scrolled to', () => {
    const part = /FUNCTIONS \d+ to \d+/;
    const before = part.exec(fleetOnScreen(afterKeys([' ', ' '], scene).scene).join('\n'))?.[0];
    expect(part.exec(rested([' ', ' '], MANY).join('\n'))?.[0]).toBe(before);
    expect(before).not.toContain('FUNCTIONS 1 to');
  });

  it.each([
    { size: { columns: 120, rows: 40 }, says: /^ FUNCTIONS \d+ to 101 of 101, 1 CRIT above /m },
    { size: { columns: 80, rows: 24 }, says: /^ {9}FUNCTION \d+-101 of 101 +WORST +1 CRIT above /m },
  ])('says at $size.columns columns what is critical above it', ({ size, says }) => {
    const { scene: atEnd } = afterKeys(['G'], fleetScene({ snapshot: MANY, ...size }));
    expect(fleetOnScreen(atEnd).join('\n')).toMatch(says);
  });
});

describe('the keys for functions that hurt', () => {
  const functions = [THROTTLED, LAGGING, CALM, IDLE];
  const scene = fleetScene({ snapshot: snapshotOf({ functions }) });
  const [worst, second] = scene.shown.map(({ name }) => name);

  it.each([
    { keys: ['e'], lands: second },
    { keys: ['e', 'E'], lands: worst },
    { keys: ['G', 'E'], lands: second },
    { keys: ['G', 'E', 'E'], lands: worst },
  ])('select the next one with $keys', ({ keys, lands }) => {
    const { selected, request } = afterKeys(keys, scene);
    expect(selected).toBe(lands);
    expect(request).toBeNull();
  });

  it.each([
    { keys: ['e', 'e'], lands: second, says: 'no function that hurts further down' },
    { keys: ['E'], lands: worst, says: 'no function that hurts further up' },
  ])('stop at the last one with $keys and say so: they do not wrap around', ({ keys, lands, says }) => {
    expect(afterKeys(keys, scene)).toMatchObject({ selected: lands, request: { kind: 'say', says } });
  });

  it('do nothing if none hurts', () => {
    const calmScene = fleetScene({ snapshot: snapshotOf({ functions: [CALM, IDLE] }) });
    expect(afterKeys(['j', 'e'], calmScene).selected).toBe(afterKeys(['j'], calmScene).selected);
  });
});

describe('the filter', () => {
  const typed = (text: string) => afterKeys(['/', ...text]);

  it.each([
    { filter: 'oc', shows: ['order-stream-consumer'] },
    { filter: 'api', shows: ['checkout-api'] },
    { filter: 'CHECK', shows: ['checkout-api'] },
    { filter: '!api', shows: ['order-stream-consumer', 'email-dispatch', 'user-profile', 'report-nightly'] },
    { filter: 'api !check', shows: [] },
    { filter: 'o !stream !report', shows: ['checkout-api', 'user-profile'] },
    { filter: '!', shows: CAST.map(({ name }) => name) },
    { filter: 'zzz', shows: [] },
  ])('$filter shows $shows', ({ filter, shows }) => {
    expect(typed(filter).names).toEqual(shows);
  });

  it('takes every character, even those that are keys elsewhere', () => {
    expect(typed('qjk?').scene.state.filter).toBe('qjk?');
  });

  it('is kept by Enter and by keys that move', () => {
    const { scene, request } = afterKeys(['/', 'a', 'p', 'i', 'return', 'j']);
    expect(scene.state).toMatchObject({ filter: 'api', mode: { kind: 'browsing' } });
    expect(request).toBeNull();
  });

  it.each([
    { keys: ['/', 'a', 'b', 'backspace'], filter: 'a' },
    { keys: ['/', 'a', 'escape'], filter: '' },
    { keys: ['/', 'a', 'return', 'escape'], filter: '' },
  ])('is "$filter" after $keys', ({ keys, filter }) => {
    expect(afterKeys(keys).scene.state.filter).toBe(filter);
  });
});

describe('sorting', () => {
  it.each([
    { keys: ['S', 'return'], first: 'checkout-api', by: 'REQ/s' },
    { keys: ['S', 'leftArrow', 'return'], first: 'email-dispatch', by: 'LOST' },
  ])('by $by puts $first first', ({ keys, first, by }) => {
    const { names, scene } = afterKeys(keys);
    expect(names[0]).toBe(first);
    expect(fleetOnScreen(scene)[1]).toContain(`by ${by}`);
  });

  it('puts functions without a value last', () => {
    expect(afterKeys(['S', 'return']).names.at(-1)).toBe('report-nightly');
  });

  it('goes back to worst first with Esc', () => {
    const { names } = afterKeys(['S', 'leftArrow', 'return', 'S', 'escape']);
    expect(names).toEqual(CAST.map(({ name }) => name));
  });
});

describe('idle functions', () => {
  const snapshot = snapshotOf({
    functions: [CALM, ...Array.from({ length: 9 }, (_, index) => ({ ...IDLE, name: `idle-${index}` }))],
  });

  it.each([
    { keys: [], count: 4 },
    { keys: ['z'], count: 10 },
    { keys: ['z', 'z'], count: 4 },
    { keys: ['/', 'i', 'd'], count: 9 },
  ])('are folded to three until they are shown: $count rows after $keys', ({ keys, count }) => {
    expect(afterKeys(keys, fleetScene({ snapshot })).names).toHaveLength(count);
  });

  it.each([
    { of: 'more than three', count: 4, filter: '', offers: true },
    { of: 'three', count: 3, filter: '', offers: false },
    { of: 'more than three, where a filter shows all that match', count: 4, filter: 'id', offers: false },
    { of: 'three and a pinned one', count: 4, pinned: ['idle-2'], offers: false },
    { of: 'four and a pinned one', count: 5, pinned: ['idle-2'], offers: true },
  ])('have a key in the footer if it does anything, or it says why not: $of', (row) => {
    const { count, filter = '', pinned = [], offers } = row;
    const some = Array.from({ length: count }, (_, index) => ({ ...IDLE, name: `idle-${index}` }));
    const state = { ...INITIAL_FLEET, filter, pinned };
    const scene = fleetScene({ snapshot: snapshotOf({ functions: [CALM, ...some] }), state, columns: 200 });
    expect(wordsOf(fleetRows(scene)).at(-1)?.includes('z idle')).toBe(offers);
    const says = 'all idle functions are shown: only more than 3 are folded';
    expect(afterKeys(['z'], scene).request).toEqual(offers ? null : { kind: 'say', says });
  });

  it('all count in the header', () => {
    expect(fleetOnScreen({ snapshot })[1]).toContain('9 idle');
  });
});

describe('what the fleet asks the app to do', () => {
  it.each([
    { keys: ['j', 'return'], request: { kind: 'open', functionName: 'order-stream-consumer' } },
    { keys: ['r'], request: { kind: 'refresh' } },
    { keys: ['escape'], request: null },
    { keys: ['Z'], request: null },
    { keys: ['/', 'x', 'f', 'escape'], request: null },
    {
      keys: ['/', 'z', 'z', 'z', 'return', 'return'],
      request: { kind: 'say', says: 'no function is at hand' },
    },
  ])('is $request after $keys', ({ keys, request }) => {
    expect(afterKeys(keys).request).toEqual(request);
  });
});
