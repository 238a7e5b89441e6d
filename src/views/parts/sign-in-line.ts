import type { Line } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import type { ExpiredCredentials } from './app-settings.ts';

/**
 * The last row of every screen while AWS rejects the credentials. With less room, the common keys go first, then what
 * lmon does meanwhile.
 */
export function signInLine(
  { command }: ExpiredCredentials,
  keymap: readonly KeyBinding[],
  width: number,
): Line {
  const hint = (action: Action, says: Line): Line => [
    toned('fact', safe`   `),
    toned('focus', keyOf(action, keymap)),
    toned('dim', safe` `),
    ...says,
  ];
  const expired = strong(safe`credentials expired`, 'warn');
  const renew = toned('dim', safe`   renew them elsewhere`);
  const whole: Line =
    command === null
      ? [expired, renew, toned('dim', safe`: lmon goes on by itself`)]
      : [expired, ...hint('signIn', [toned('fact', command)])];
  const help = hint('help', [toned('dim', safe`keys`)]);
  const quit = hint('quit', [toned('dim', safe`quit`)]);
  const least: Line = command === null ? [expired, renew] : whole;
  return firstThatFits([[...whole, ...help, ...quit], [...whole, ...help], whole, least], width);
}
