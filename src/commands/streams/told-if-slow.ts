import { MINUTE_MS, SECOND_MS } from '../../lambda/time.ts';
import { onAbort } from '../../monitor/abort.ts';
import type { Clock } from '../../monitor/clock.ts';
import { printNotice } from './standard-streams.ts';

interface SlowWork {
  /** How long it may take without a word. */
  readonly silentMs: number;
  readonly looking: () => string;
  /** Said again and again afterwards. */
  readonly progress: () => string;
}

/** How long it may take without another word. */
const SILENT_ON_MS = 10 * SECOND_MS;

/** How long whoever waits for output may see nothing; a script need only know what hangs. */
export function silentMs(): number {
  return process.stderr.isTTY === true ? 3 * SECOND_MS : MINUTE_MS;
}

/** Says what slow work is about, and how far it is: it must not look as if lmon hung. */
export async function toldIfSlow<Answer>(
  work: () => Promise<Answer>,
  { silentMs, looking, progress }: SlowWork,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<Answer> {
  const isOver = new AbortController();
  const stopListening = onAbort(signal, () => isOver.abort());
  const tell = async () => {
    await clock.sleep(silentMs, isOver.signal);
    if (!isOver.signal.aborted) printNotice(looking());
    while (!isOver.signal.aborted) {
      await clock.sleep(SILENT_ON_MS, isOver.signal);
      if (!isOver.signal.aborted) printNotice(progress());
    }
  };
  void tell();
  return work().finally(() => {
    isOver.abort();
    stopListening();
  });
}
