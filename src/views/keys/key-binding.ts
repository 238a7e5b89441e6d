import type { SafeText } from '../../terminal/text.ts';
import type { Action } from './key-action.ts';

export const SCREEN_NAMES = [
  'fleet',
  'function',
  'headroom',
  'triage',
  'tail',
  'invocations',
  'invocation',
  'ownErrors',
  'help',
] as const;
export type ScreenName = (typeof SCREEN_NAMES)[number];

/** One entry of the keymap, used by screens, help, footer and tests. */
export interface KeyBinding {
  readonly action: Action;
  readonly keys: readonly Key[];
  readonly on: readonly ScreenName[];
  /** Its text in the help, where keys of the same text share a row. */
  readonly says: SafeText;
  /** What it does, without the keys that share its row. */
  readonly alone: SafeText;
  /** Its text in the footer; null keeps it out of the footer. */
  readonly hint: SafeText | null;
  /** What a session lacks in which it can't do what it says. */
  readonly needs?: 'fleet' | 'account' | 'replay';
}

/** A character, or the name of a key without one. */
export type Key =
  | { readonly character: string }
  | { readonly control: string }
  | {
      readonly named:
        | 'return'
        | 'escape'
        | 'upArrow'
        | 'downArrow'
        | 'leftArrow'
        | 'rightArrow'
        | 'pageUp'
        | 'pageDown'
        | 'home'
        | 'end'
        | 'tab'
        | 'f1';
    };

export const char = (character: string): Key => ({ character });
export const control = (letter: string): Key => ({ control: letter });
export const named = (name: Extract<Key, { named: string }>['named']): Key => ({ named: name });
