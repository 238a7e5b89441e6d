import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { FurtherAnswer } from '../triage/report/case-file/further-reading.ts';
import { estimateText, progressText } from '../triage/report/further-back.ts';
import type { AppSettings } from './parts/app-settings.ts';

interface MessageRow {
  readonly say: (says: SafeText) => void;
  /** Says it in place of the last message, if that is still there. */
  readonly sayOn: (says: SafeText) => void;
}

/** Shows the price of Logs Insights, or asks it; how far it is, and the result, appear in the report. */
export async function askInsights(
  { further, fleet, now }: Pick<AppSettings, 'further' | 'fleet' | 'now'>,
  functionName: string,
  asks: boolean,
  { say, sayOn }: MessageRow,
): Promise<void> {
  const status = fleet?.getSnapshot().functions.find(({ name }) => name === functionName);
  if (further === null || fleet === null || status === undefined) return;
  const before = further.getSnapshot().get(functionName);
  if (before?.kind === 'underWay') return say(progressText(before.readBytes, before));
  const untilMs = fleet.pastMs ?? now();
  if (!asks) {
    const price = await further.price(status.configuration, untilMs);
    return say(
      typeof price === 'string' ? notAsked(price) : safe`${estimateText(price)}; :insights yes asks it`,
    );
  }
  let isAsked = false;
  const reading = await further.read(status.configuration, untilMs, {
    onEstimate(estimate) {
      isAsked = true;
      say(safe`${estimateText(estimate)}; asking it`);
    },
    onProgress: (readBytes, estimate) => sayOn(progressText(readBytes, estimate)),
  });
  if (reading !== null) say(endText(reading, isAsked));
}

function endText(reading: FurtherAnswer, isAsked: boolean): SafeText {
  if (reading.kind === 'read') return safe`Logs Insights has answered: see FURTHER BACK`;
  return isAsked
    ? safe`Logs Insights did not answer: ${safeText(reading.because)}`
    : notAsked(reading.because);
}

function notAsked(because: string): SafeText {
  return safe`Logs Insights is not asked: ${safeText(because)}`;
}
