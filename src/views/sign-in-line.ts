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
 * The last row of every screen while AWS rejects the credentials, or there are none. With less room, the common keys go
 * first, then what lmon does meanwhile, which may leave room for help again.
 */
export function signInLine(
  { kind, command }: UnusableCredentials,
  keymap: readonly KeyBinding[],
  width: number,
): Line {
  const hint = (action: Action, says: Line): Line => [
    toned('fact', safe`   `),
    toned('focus', keyOf(action, keymap)),
    toned('dim', safe` `),
    ...says,
  ];
  const wrong = strong(kind === 'missing' ? MISSING_CREDENTIALS : safe`credentials expired`, 'warn');
  const [advice, briefly] = ADVICE[kind];
  const whole: Line =
    command === null
      ? [wrong, toned('dim', safe`   ${advice}`)]
      : [wrong, ...hint('signIn', [toned('fact', command)])];
  const help = hint('help', [toned('dim', safe`keys`)]);
  const quit = hint('quit', [toned('dim', safe`quit`)]);
  const least: Line = command === null ? [wrong, toned('dim', safe`   ${briefly}`)] : whole;
  return firstThatFits(
    [[...whole, ...help, ...quit], [...whole, ...help], whole, [...least, ...help], least],
    width,
  );
}

/** Where no key of lmon's gives credentials: in full, and in less room. */
const ADVICE: Readonly<Record<UnusableCredentials['kind'], readonly [SafeText, SafeText]>> = {
  expired: [safe`renew them elsewhere: lmon goes on by itself`, safe`renew them elsewhere`],
  missing: [GIVING_CREDENTIALS, GIVING_CREDENTIALS_BRIEFLY],
};
