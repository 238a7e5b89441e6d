import { FROZEN_MS } from '../frozen-demo.ts';
import { openScreen, type Screen } from './open-screen.ts';

export interface DemoOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly args?: readonly string[];
  /** What the screen shows once it has read the account. */
  readonly shows: string | RegExp;
}

/** Opens the demo in a program of its own, for what only `lmon demo` does. */
export async function openDemo({ columns = 120, rows = 40, args = [], shows }: DemoOptions): Promise<Screen> {
  const demo = ['demo', '--now', new Date(FROZEN_MS).toISOString(), ...args];
  const screen = await openScreen({ args: demo, columns, rows });
  try {
    await screen.waitFor(shows);
    return screen;
  } catch (error) {
    // The caller does not have the screen yet, and a running program would keep the whole test run waiting.
    await screen.close();
    throw error;
  }
}

/** The terminal state that every full-screen program must restore. */
export function terminalOf(screen: Screen) {
  const { bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode } = screen.modes();
  return {
    isAlternate: screen.isAlternate(),
    isCursorVisible: screen.isCursorVisible(),
    modes: [bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
  };
}

export const RESTORED = {
  isAlternate: false,
  isCursorVisible: true,
  modes: [false, 'none', false, false],
};
