import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import type { ExpiredCredentials } from './app-settings.ts';

/** What stands in the last row of every screen while AWS does not take the credentials. */
export function signInLine({ command }: ExpiredCredentials, keymap: readonly KeyBinding[]): Line {
  const hint = (action: Action, says: Line): Line => [
    toned('fact', safe`   `),
    toned('focus', keyOf(action, keymap)),
    toned('dim', safe` `),
    ...says,
  ];
  return [
    strong(safe`credentials expired`, 'warn'),
    ...(command === null
      ? [toned('dim', safe`   renew them elsewhere: lmon goes on by itself`)]
      : hint('signIn', [toned('fact', command)])),
    ...hint('help', [toned('dim', safe`keys`)]),
    ...hint('quit', [toned('dim', safe`quit`)]),
  ];
}
