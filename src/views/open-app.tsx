import { render } from 'ink';
import { App } from './app.tsx';
import type { AppSettings } from './app-settings.ts';
import { quietStdout } from './parts/quiet-stdout.ts';

export interface OpenApp {
  /** Resolves when the terminal is as it was before. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Takes the terminal and draws the first screen. */
export function openApp(settings: AppSettings, onFirstFrame: () => void): OpenApp {
  const { unmount, waitUntilExit } = render(<App settings={settings} />, {
    stdout: quietStdout(process.stdout),
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 30,
    exitOnCtrlC: false,
    patchConsole: false,
    onRender: onFirstFrame,
  });
  return { closed: waitUntilExit().then(() => {}), close: () => unmount() };
}
