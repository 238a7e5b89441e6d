import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import { nearestWord } from '../../terminal/spelling/nearest-word.ts';
import type { Action } from './key-action.ts';
import { type Key, type KeyBinding, SCREEN_NAMES } from './key-binding.ts';
import { labelOf } from './key-label.ts';
import { bindingsOn, KEYMAP } from './keymap.ts';

/** The user's own keys by action: `{ logs: ['L'], pageDown: ['ctrl-n', 'PgDn'] }`. */
export type KeyChoices = Readonly<Record<string, readonly string[]>>;

export type ChosenKeymap =
  | { readonly kind: 'keymap'; readonly keymap: readonly KeyBinding[] }
  /** What is wrong with the choices, including the action. */
  | { readonly kind: 'complaint'; readonly complaint: string };

/** The keymap with the user's keys in place of the defaults. Two actions of one screen can't share a key. */
export function chosenKeymap(choices: KeyChoices): ChosenKeymap {
  const chosen = new Map<string, readonly Key[]>();
  for (const [action, texts] of Object.entries(choices)) {
    if (!KEYMAP.some((binding) => binding.action === action)) return complaintOf(unknownAction(action));
    const keys = texts.map(keyNamed);
    const unknown = texts[keys.indexOf(null)];
    if (unknown !== undefined) return complaintOf(`keys.${action}: "${unknown}" is not a key (${KEY_NAMES})`);
    if (keys.length === 0) return complaintOf(`keys.${action}: an action needs a key`);
    chosen.set(
      action,
      keys.filter((key) => key !== null),
    );
  }
  const keymap = givenWay(chosen).map((binding) => ({
    ...binding,
    keys: chosen.get(binding.action) ?? binding.keys,
  }));
  const clash = clashIn(keymap, chosen);
  return clash === null ? { kind: 'keymap', keymap } : complaintOf(clash);
}

/** Actions newer than the setting: a file that was valid before them stays so, and they go without a key. */
const NEWER: ReadonlySet<Action> = new Set(['writeNote', 'pause', 'earlier', 'later', 'slower', 'faster']);

function givenWay(chosen: ReadonlyMap<string, readonly Key[]>): readonly KeyBinding[] {
  const taken = new Set([...chosen.values()].flat().map(labelOf));
  return KEYMAP.filter(
    ({ action, keys }) =>
      !NEWER.has(action) || chosen.has(action) || !keys.some((key) => taken.has(labelOf(key))),
  );
}

const KEY_NAMES =
  'one character, ctrl-x, enter, esc, tab, space, up, down, left, right, PgUp, PgDn, Home, End, F1';

const NAMED: readonly Key[] = [
  ...(['return', 'escape', 'upArrow', 'downArrow', 'leftArrow', 'rightArrow'] as const),
  ...(['pageUp', 'pageDown', 'home', 'end', 'tab', 'f1'] as const),
].map((named) => ({ named }));

/** The key with this name in help and footer. */
function keyNamed(text: string): Key | null {
  const name = text.toLowerCase();
  const control = /^ctrl-([a-z])$/.exec(name)?.[1];
  // Ctrl-c always ends lmon; a terminal sends Tab for Ctrl-i, and Enter for Ctrl-j and Ctrl-m.
  if (control !== undefined) return 'cijm'.includes(control) ? null : { control };
  if (name === 'space') return { character: ' ' };
  if (text.length === 1 && text > ' ' && text !== '\x7f') return { character: text };
  return NAMED.find((key) => labelOf(key).toLowerCase() === name) ?? null;
}

function unknownAction(action: string): string {
  const meant = nearestWord(
    action,
    KEYMAP.map((binding) => binding.action),
  );
  return `keys.${action} is not an action${didYouMean(meant === null ? [] : [meant])}`;
}

function clashIn(keymap: readonly KeyBinding[], chosen: ReadonlyMap<string, unknown>): string | null {
  for (const screen of SCREEN_NAMES) {
    const owners = new Map<string, string>();
    for (const { action, keys } of bindingsOn(screen, keymap)) {
      for (const label of keys.map(labelOf)) {
        const owner = owners.get(label);
        if (owner !== undefined) {
          const [changed, kept] = chosen.has(action) ? [action, owner] : [owner, action];
          return `keys.${changed}: ${label} already is ${kept}`;
        }
        owners.set(label, action);
      }
    }
  }
  return null;
}

function complaintOf(complaint: string): ChosenKeymap {
  return { kind: 'complaint', complaint };
}
