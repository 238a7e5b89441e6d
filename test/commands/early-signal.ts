import { fileURLToPath } from 'node:url';

const SENDER = fileURLToPath(new URL('../fixtures/early-signal.mjs', import.meta.url));

/** The environment of an lmon that receives a signal as soon as it listens for one, or while its demo starts. */
export function earlySignal(
  signal: NodeJS.Signals,
  at: 'first' | 'demo starts',
): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import ${SENDER}`, EARLY_SIGNAL: signal, EARLY_SIGNAL_AT: at };
}
