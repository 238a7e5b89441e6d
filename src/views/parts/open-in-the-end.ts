import type { OpenedTail } from './app-settings.ts';

/** Opens a log, with as many tries as that takes, until `signal` aborts. @param onAnswer called after each try */
export async function openInTheEnd(
  open: () => Promise<OpenedTail>,
  signal: AbortSignal,
  onAnswer: (answer: OpenedTail) => void,
): Promise<void> {
  while (!signal.aborted) {
    const answer = await open();
    if (signal.aborted) return answer.kind === 'open' ? answer.leave() : undefined;
    onAnswer(answer);
    if (answer.kind === 'open') return;
    await answer.untilAgain(signal);
  }
}
