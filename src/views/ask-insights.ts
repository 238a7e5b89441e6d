import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { estimateText, progressText } from '../triage/report/further-back.ts';
import type { AppSettings } from './parts/app-settings.ts';

interface Telling {
  readonly say: (says: SafeText) => void;
  /** Says it in place of the last message, if that is still there. */
  readonly sayOn: (says: SafeText) => void;
}

/** Shows the price of Logs Insights, or asks it; how far it is, and the result, appear in the report. */
export async function askInsights(
  { further, fleet, now }: Pick<AppSettings, 'further' | 'fleet' | 'now'>,
  functionName: string,
  asks: boolean,
  { say, sayOn }: Telling,
): Promise<void> {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === functionName);
  if (further === null || fleet === null || status === undefined) return;
  const before = further.getSnapshot().get(functionName);
  if (before?.kind === 'underWay') return say(progressText(before.readBytes, before));
  const untilMs = fleet.pastMs ?? now();
  const price = await further.price(status.configuration, untilMs);
  if (typeof price === 'string') return say(safe`Logs Insights is not asked: ${safeText(price)}`);
  if (!asks) return say(safe`${estimateText(price)}; :insights yes asks it`);
  say(safe`${estimateText(price)}; asking it`);
  const reading = await further.read(status.configuration, untilMs, (readBytes, estimate) =>
    sayOn(progressText(readBytes, estimate)),
  );
  say(
    reading.kind === 'read'
      ? safe`Logs Insights has answered: see FURTHER BACK`
      : safe`Logs Insights did not answer: ${safeText(reading.because)}`,
  );
}
