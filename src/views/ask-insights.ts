import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { estimateText } from '../triage/report/further-back.ts';
import type { AppSettings } from './parts/app-settings.ts';

/** Shows the price of Logs Insights, or asks it; the result appears in the report. */
export async function askInsights(
  { further, fleet, now }: Pick<AppSettings, 'further' | 'fleet' | 'now'>,
  functionName: string,
  asks: boolean,
  say: (says: SafeText) => void,
): Promise<void> {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === functionName);
  if (further === null || fleet === null || status === undefined) return;
  const untilMs = fleet.pastMs ?? now();
  const price = await further.price(status.configuration, untilMs);
  if (typeof price === 'string') return say(safe`Logs Insights is not asked: ${safeText(price)}`);
  if (!asks) return say(safe`${estimateText(price)}; :insights yes asks it`);
  say(safe`${estimateText(price)}; asking it`);
  const reading = await further.read(status.configuration, untilMs);
  say(
    reading.kind === 'read'
      ? safe`Logs Insights has answered: see FURTHER BACK`
      : safe`Logs Insights did not answer: ${safeText(reading.because)}`,
  );
}
