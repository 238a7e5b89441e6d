import type { FunctionStatus } from '../../monitor/function-status.ts';
import { cutMiddle } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { cutLine } from '../../terminal/line-layout.ts';
import { durationText, groupedText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned, words } from '../../terminal/words.ts';
import { type WhyStep, whySteps } from '../../triage/why.ts';
import type { Look } from './look.ts';

const WIDEST_NAME = 48;

export function whyTitle({ name }: FunctionStatus, { glyphs }: Look): SafeText {
  return safe`WHY ${cutMiddle(safeText(name), WIDEST_NAME, glyphs.ellipsis)}`;
}

/** What happened to the function under the cursor, step by step. */
export function whyLines(status: FunctionStatus, width: number, look: Look): readonly Line[] {
  const steps = whySteps({
    ...status,
    timeoutMs: status.configuration.timeoutMs,
    hasEventSource: status.hasEventSource,
  });
  const lines = steps.length > 0 ? steps.map(stepLine) : [usualLine(status)];
  return lines.map((line) => cutLine(line, width, look.glyphs.ellipsis));
}

function stepLine({ atMs, says }: WhyStep): Line {
  const head = atMs === null ? toned('warn', safe`likely`) : toned('dim', utcMinute(atMs));
  return [head, toned('fact', safe`  `), ...says];
}

function usualLine({ activity, configuration }: FunctionStatus): Line {
  const { runtime, memoryMb, timeoutMs } = configuration;
  const setUp = words`${runtime === null ? safe`container image` : safeText(runtime)}, ${groupedText(memoryMb)} MB, timeout ${durationText(timeoutMs)}`;
  return activity === 'idle'
    ? [...words`not called in the last 15 minutes; `, ...setUp]
    : [...words`nothing to explain: no rule is broken; `, ...setUp];
}
