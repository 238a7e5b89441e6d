import type { AccountChange } from '../../monitor/account-change.ts';
import type { Session } from '../session/session.ts';

/** What the screens are left for. */
export interface AccountChoice {
  /** Null while nobody has chosen another account. */
  wanted(): AccountChange | null;
  /** Gives back why it can't be, where the old one goes on. */
  readonly switchAccount: (change: AccountChange) => Promise<string | null>;
  readonly profileNames: () => readonly string[];
}

/** @param leave ends the screens of the old account */
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
      if (refusal !== null) return refusal;
      wanted = change;
      leave();
      return null;
    },
  };
}
