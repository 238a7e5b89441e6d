import { describe, expect, it } from 'vitest';
import { createStoryReader } from '../../../src/logs/lines/story-reader.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rowCells } from '../../../src/print/tail/tail-cells.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { kindOf, LABELLED_SAMPLES, type LabelledSample, levelOf } from '../../fixtures/labelled-samples.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';
import { printedItem } from './printed-item.ts';

const ORIGIN = { functionName: rawText('checkout'), group: rawText('/aws/lambda/checkout') };
const PLATFORM_MARKS = /^(START|END|INIT|EXT|AWS)$/;

function itemOf({ message, logStreamName }: LabelledSample): TailEvent {
  const event = { ...logEvent('sample', 1_000, 2_000, message), logStream: rawText(logStreamName) };
  return { type: 'event', event, lateMs: null };
}

describe('the samples of every runtime and format', () => {
  it.each(LABELLED_SAMPLES)('$format, event $number, is recognised in JSON', (sample) => {
    const { expected } = sample;
    const json = JSON.parse(printedItem(itemOf(sample), ORIGIN));
    expect(json).toMatchObject({ type: 'event', kind: kindOf(expected), message: sample.message });
    const level = levelOf(expected);
    if (level !== undefined) expect(json.level).toBe(level);
    if (expected.requestId !== undefined) expect(json.requestId).toBe(expected.requestId);
    if (expected.errorType !== undefined) expect(json.errorType).toBe(expected.errorType);
    if (json.kind === 'report') {
      const { status } = expected;
      // Only with the other lines of its run is a REPORT known to be of one that went well.
      if (status === 'success' || status == null) expect(json.outcome).toBeNull();
      else expect(json.outcome).toMatch(/^(timeout|outOfMemory|crash|initFailure|error)$/);
    }
  });

  it.each(LABELLED_SAMPLES)('$format, event $number, is recognised in a row', (sample) => {
    const { expected } = sample;
    const [item] = createStoryReader().read([itemOf(sample)]);
    if (item?.type !== 'event') throw new Error('no event');
    const cells = rowCells(item, glyphSet('block'));
    const { text: mark, tone } = cells.level;
    const level = levelOf(expected);
    if (/^(app|failure|metrics)$/.test(kindOf(expected))) {
      if (level !== undefined) expect(mark).toBe(level ?? (kindOf(expected) === 'failure' ? 'ERROR' : ''));
      if (level === 'ERROR' || level === 'FATAL') expect(tone).toBe('crit');
    } else expect(mark).toMatch(PLATFORM_MARKS);
    if (expected.requestId != null) expect(expected.requestId.startsWith(cells.request.text)).toBe(true);
    if (kindOf(expected) === 'report' && expected.status === 'timeout')
      expect(lineText(cells.message)).toMatch(/^timeout/);
  });
});
