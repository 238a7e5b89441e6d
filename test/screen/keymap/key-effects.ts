import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../../src/views/keys/key-action.ts';
import type { Key, ScreenName } from '../../../src/views/keys/key-binding.ts';
import { labelOf } from '../../../src/views/keys/key-label.ts';
import { actingKeys, bindingsOn, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { KEY, type Screen } from '../open-screen.ts';

/** Keys that prepare the state in which a key has an effect, what the key then shows, and the keys that undo it. */
export interface Effect {
  readonly before?: readonly { readonly press: string; readonly shows: string | RegExp }[];
  readonly shows: string | RegExp;
  /** Set where nothing but the row with the cursor need change. */
  readonly movesCursor?: true;
  readonly undo?: { readonly press: string; readonly shows: string | RegExp };
}

export type Effects = Partial<Record<Action, Effect>>;

const RAW_KEYS: Readonly<Record<Extract<Key, { named: string }>['named'], string>> = {
  return: KEY.enter,
  escape: KEY.escape,
  upArrow: KEY.up,
  downArrow: KEY.down,
  leftArrow: KEY.left,
  rightArrow: KEY.right,
  pageUp: KEY.pageUp,
  pageDown: KEY.pageDown,
  home: KEY.home,
  end: KEY.end,
  tab: KEY.tab,
  f1: KEY.f1,
};

/** The bytes that a terminal sends for a key. */
function rawKey(key: Key): string {
  if ('character' in key) return key.character;
  if ('named' in key) return RAW_KEYS[key.named];
  return String.fromCharCode(key.control.charCodeAt(0) & 0x1f);
}

const ON_FLEET = actingKeys(KEYMAP, { watchesFleet: true, isReplay: false });

interface KeymapTest {
  /** Opens it with all that is read, so that nothing arrives while keys are tried. */
  readonly open: () => Promise<Screen>;
  readonly effects: Effects;
  /** Actions whose keys are not tried. */
  readonly untried?: readonly Action[];
  /** A key that works elsewhere, and what is said of it. */
  readonly elsewhere?: { readonly press: string; readonly says: string };
  /** What of the screen keys of other screens must leave as it is. */
  readonly seen?: (text: string) => string;
  /** Before the keys are tried, and after. */
  readonly first?: (screen: () => Screen) => void;
  readonly last?: (screen: () => Screen) => void;
}

/** Tries every key of a screen, and those of all others, which must do nothing. */
export function keymapTest(name: ScreenName, test: KeymapTest): void {
  const { open, effects, untried = [], elsewhere, seen, first, last } = test;
  describe(`the keymap on the screen ${name}`, () => {
    let screen: Screen;
    beforeAll(async () => {
      screen = await open();
    });
    afterAll(() => screen.close());

    if (elsewhere !== undefined)
      it('ignores keys of other screens, and says where they work', async () => {
        await expectNoEffect(screen, foreignKeys(name), seen);
        screen.press(elsewhere.press);
        await screen.waitFor(elsewhere.says);
      });
    first?.(() => screen);

    it.each(cases(name, effects, untried))('$key is $action', async ({ raw, effect }) => {
      await expectEffect(screen, raw, effect);
    });
    last?.(() => screen);
  });
}

export const quits = (screen: () => Screen): void =>
  it('q quits', async () => {
    screen().press('q');
    expect((await screen().exited).code).toBe(0);
  });

export function cases(name: ScreenName, effects: Effects, others: readonly Action[]) {
  return bindingsOn(name, ON_FLEET)
    .filter(({ action }) => !others.includes(action))
    .flatMap(({ action, keys }) =>
      keys.map((key) => ({ key: labelOf(key), action, raw: rawKey(key), effect: effects[action] })),
    );
}

/** Keys of other screens, and some that future screens may use. */
export function foreignKeys(name: ScreenName): readonly string[] {
  const own = new Set(bindingsOn(name, ON_FLEET).flatMap(({ keys }) => keys.map(rawKey)));
  const others = KEYMAP.flatMap(({ keys }) => keys.map(rawKey));
  return [...others, ...'nNiHTxP'].filter((raw) => !own.has(raw));
}

export async function expectNoEffect(
  screen: Screen,
  keys: readonly string[],
  seen = (text: string): string => text,
): Promise<void> {
  const shown = () => seen(screen.text().join('\n'));
  // Keys are handled in order: once the help is open, all earlier keys have been handled, and their notices are gone.
  const throughHelp = async () => {
    screen.press('?');
    await screen.waitFor(() => shown().includes('HERE'));
    screen.press(KEY.escape);
    await screen.waitFor(() => !shown().includes('HERE'));
  };
  await throughHelp();
  const before = shown();
  for (const key of keys) screen.press(key);
  await throughHelp();
  await screen.waitFor(() => shown() === before);
}

export async function expectEffect(screen: Screen, raw: string, effect: Effect | undefined): Promise<void> {
  if (effect === undefined) throw new Error('the table says nothing of this key');
  for (const { press, shows } of effect.before ?? []) {
    screen.press(press);
    await screen.waitFor(shows);
  }
  const before = screen.text().join();
  const band = bandOf(screen);
  screen.press(raw);
  await screen.waitFor(effect.shows);
  await screen.waitFor(() =>
    effect.movesCursor === true
      ? bandOf(screen) !== band
      : screen.text().join() !== before || bandOf(screen) !== 5,
  );
  if (effect.undo === undefined) return;
  screen.press(effect.undo.press);
  await screen.waitFor(effect.undo.shows);
}

/** The row with the cursor; -1 if there is none. */
function bandOf(screen: Screen): number {
  return screen.cells().findIndex(([first]) => first !== undefined && first.background !== null);
}
