import { createStore } from 'zustand/vanilla';
import type { SignIn, UnusableCredentials } from '../../views/parts/app-settings.ts';
import type { Session } from '../session/session.ts';
import { type SignInCommand, signInCommand, typedCommand } from './sign-in-command.ts';

/** Tells the screens about missing or expired credentials, and renews them. */
export function createSignIn(
  { settings, ledger, replay }: Pick<Session, 'settings' | 'ledger' | 'replay'>,
  signal: AbortSignal,
  onSignedIn: () => void,
): SignIn {
  // A recording makes no calls, whatever it contains about credentials.
  if (replay !== null) return SIGN_IN_OF_RECORDING;
  const { credentials } = ledger;
  const store = createStore<{ unusable: UnusableCredentials | null }>(() => ({ unusable: null }));
  let command: SignInCommand | null = null;
  credentials.subscribe(async ({ kind }) => {
    // Signing in elsewhere may have changed the files.
    if (kind !== 'accepted') command = await signInCommand(settings);
    const now = credentials.getState().kind;
    const unusable = now === 'accepted' ? null : { kind: now, command: command && typedCommand(command) };
    store.setState({ unusable });
  });
  return {
    subscribe: store.subscribe,
    getUnusable: () => store.getState().unusable,
    async run() {
      // What runs a program and masks secrets would otherwise be loaded before the first frame.
      const { runOnTerminal } = await import('./run-on-terminal.ts');
      const complaint = command && (await runOnTerminal(command, signal));
      onSignedIn();
      return complaint;
    },
  };
}

const SIGN_IN_OF_RECORDING: SignIn = {
  subscribe: () => () => {},
  getUnusable: () => null,
  run: async () => null,
};
