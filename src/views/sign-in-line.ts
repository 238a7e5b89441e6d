import type { Line } from '../terminal/line.ts';
import { firstThatFits } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';
import type { Action } from './keys/key-action.ts';
import type { KeyBinding } from './keys/key-binding.ts';
import { keyOf } from './keys/key-label.ts';
import type { UnusableCredentials } from './parts/app-settings.ts';
import {
  GIVING_CREDENTIALS,
  GIVING_CREDENTIALS_BRIEFLY,
  MISSING_CREDENTIALS,
} from './parts/header/credential-words.ts';

/**
 * The last row of every screen while AWS rejects the credentials, or there are none, with the keys that still lead on.
 * With less room the advice becomes shorter, as far as it can, before it takes the room of the way out.
 */
export function signInLine(
  { kind, command }: UnusableCredentials,
  keymap: readonly KeyBinding[],
  { width, isRoot }: { readonly width: number; readonly isRoot: boolean },
): Line {
  const hint = (action: Action, says: Line): Line => [
    toned('fact', safe`   `),
    toned('focus', keyOf(action, keymap)),
    toned('dim', safe` `),
    ...says,
  ];
  const wrong = strong(kind === 'missing' ? MISSING_CREDENTIALS : safe`credentials expired`, 'warn');
  const advised = (advice: SafeText): Line => [wrong, toned('dim', safe`   ${advice}`)];
  const lines =
    command === null
      ? ADVICE[kind].map(advised)
      : [wrong, EXPIRED].map((words) => [words, ...hint('signIn', [toned('fact', command)])]);
  const out = isRoot ? hint('quit', [toned('dim', safe`quit`)]) : hint('back', [toned('dim', safe`back`)]);
  const common = [...hint('help', [toned('dim', safe`keys`)]), ...out];
  const errors = [...hint('ownErrors', [toned('dim', safe`errors`)]), ...common];
  const all = [...hint('command', [toned('dim', safe`command`)]), ...errors];
  const ways = [
    ...lines.flatMap((line) => [all, errors, common].map((keys) => [...line, ...keys])),
    ...lines.map((line) => [...line, ...out]),
    ...lines,
  ];
  return firstThatFits(ways, width);
}

const EXPIRED = strong(safe`expired`, 'warn');

/** Where no key of lmon's gives credentials: in full, and in less and less room. */
const ADVICE: Readonly<Record<UnusableCredentials['kind'], readonly SafeText[]>> = {
  expired: [
    safe`renew them elsewhere: lmon goes on by itself`,
    safe`renew them elsewhere: lmon goes on`,
    safe`renew them elsewhere`,
  ],
  missing: [GIVING_CREDENTIALS, GIVING_CREDENTIALS_BRIEFLY],
};
