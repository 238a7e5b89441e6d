import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { kindOf, LABELLED_SAMPLES, levelOf } from '../../fixtures/labelled-samples.ts';

describe('the samples of every runtime and format', () => {
  it.each(LABELLED_SAMPLES)('$format, event $number, is recognised correctly', ({ message, expected }) => {
    const { requestId, status, errorType, initMs, restoreMs } = expected;
    const level = levelOf(expected);
    const line = parseLogLine(rawText(message));
    expect(line.kind).toBe(kindOf(expected));
    if (level !== undefined) expect(line.level).toBe(level);
    if (requestId !== undefined) expect(line.requestId).toBe(requestId);
    if (line.report !== null && status !== undefined) expect(line.report.status).toBe(status);
    if (errorType !== undefined) expect(line.errorType).toBe(errorType);
    if (initMs !== undefined) expect(line.report?.initMs).toBe(initMs);
    if (restoreMs !== undefined) expect(line.report?.restoreMs).toBe(restoreMs);
  });

  it('exist', () => {
    expect(LABELLED_SAMPLES.length).toBeGreaterThan(200);
  });
});
