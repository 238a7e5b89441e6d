import { useApp } from 'ink';
import { useRef, useSyncExternalStore } from 'react';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { SignIn, UnusableCredentials } from './parts/app-settings.ts';
import { GIVING_CREDENTIALS } from './parts/header/credential-words.ts';

/** Lends the terminal to another program. */
export interface LentTerminal {
  /** Resolves when neither Ink nor any other part of lmon reads from it. */
  give(): Promise<void>;
  /** Returns it to Ink. */
  takeBack(): void;
}

export interface UsedSignIn {
  /** Null while AWS accepts the credentials. */
  readonly unusable: UnusableCredentials | null;
  /** Lends the terminal to the program that renews them. */
  renew(): Promise<void>;
}

export function useSignIn(
  signIn: SignIn,
  terminal: LentTerminal,
  say: (says: SafeText, isComplaint: boolean) => void,
): UsedSignIn {
  const { suspendTerminal } = useApp();
  const unusable = useSyncExternalStore(signIn.subscribe, signIn.getUnusable);
  const isRunning = useRef(false);

  async function renew(): Promise<void> {
    if (unusable === null) return say(safe`AWS takes the credentials: no need to sign in`, false);
    if (unusable.command === null) return say(whyNot(unusable), true);
    if (isRunning.current) return;
    isRunning.current = true;
    let complaint: SafeText | null = null;
    await suspendTerminal(async () => {
      await terminal.give();
      complaint = await signIn.run();
    });
    terminal.takeBack();
    isRunning.current = false;
    if (complaint !== null) say(complaint, true);
  }

  return { unusable, renew };
}

function whyNot({ kind }: UnusableCredentials): SafeText {
  return kind === 'missing'
    ? safe`there are no credentials to renew: ${GIVING_CREDENTIALS}`
    : safe`no command of the AWS CLI renews these credentials`;
}
