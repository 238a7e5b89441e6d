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
