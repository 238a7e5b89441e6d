import type { AccountChange } from '../../monitor/account-change.ts';
import { safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Session } from '../session/session.ts';

/** The account to switch to when the screens close. */
export interface AccountChoice {
  /** Null while no other account was chosen. */
  wanted(): AccountChange | null;
  /** Returns the reason for a failure, after which the old account goes on. */
  readonly switchAccount: (change: AccountChange) => Promise<SafeText | null>;
  readonly profileNames: () => readonly string[];
}

/** @param leave closes the screens of the old account */
export function accountChoice({ elsewhere }: Session, leave: () => void): AccountChoice {
  let wanted: AccountChange | null = null;
  let names: readonly string[] = [];
  void elsewhere.profileNames().then((found) => {
    names = found;
  });
  return {
    wanted: () => wanted,
    profileNames: () => names,
    async switchAccount(change) {
      const refusal = await elsewhere.refusal(change);
      if (refusal !== null) return safeText(refusal);
      wanted = change;
      leave();
      return null;
    },
  };
}
