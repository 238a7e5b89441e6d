import { describe, expect, it } from 'vitest';
import { isStoryEvent } from '../../../src/logs/lines/story-item.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { type LogAtHand, logTrace, tailCopyables } from '../../../src/views/log/tail-copyables.ts';
import { line } from '../tail/tail-story.ts';

const REQUEST = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const TRACE = '1-67a1f0c3-5b1e0d7c2f1a4be8d3c4b5a6';
const REPORT = `REPORT RequestId: ${REQUEST}\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t`;

/** The first line of a call with these words. */
function atHand(lines: readonly TailEvent[], functionName: string | null = 'checkout-api'): LogAtHand {
  const memory = createStoryMemory({ maxItems: 10, maxBytes: 10_000 });
  memory.add(lines);
  const items = memory.all.view(0, memory.size);
  return {
    item: items[0] ?? null,
    lines: items.filter(isStoryEvent).slice(0, 1),
    items,
    group: rawText('/aws/lambda/checkout-api'),
    pattern: null,
    untilMs: null,
    functionName: functionName === null ? null : rawText(functionName),
    access: { region: 'eu-west-1', profile: null, endpointUrl: null, lmon: 'lmon', isDemo: false },
  };
}

const callWith = (report: string): readonly TailEvent[] => [
  line(0, `2026-11-24T03:11:10.118Z\t${REQUEST}\tINFO\tcharging the card`),
  line(1, report),
];

describe('the trace of a line', () => {
  const traced = callWith(`${REPORT}XRAY TraceId: ${TRACE}\tSegmentId: 0f1e2d3c4b5a6978\tSampled: true\t`);

  it('is the one named by the REPORT of its call', () => {
    expect(logTrace(atHand(traced))).toMatchObject({
      name: 'trace',
      lines: [expect.stringContaining(`#xray:traces/${TRACE}`)],
    });
  });

  it('can be copied from the menu', () => {
    expect(tailCopyables(atHand(traced)).map(({ name }) => name)).toContain('trace');
    expect(tailCopyables(atHand(callWith(REPORT))).map(({ name }) => name)).not.toContain('trace');
  });

  it('is missing if the log is not of a function', () => {
    expect(logTrace(atHand(callWith(REPORT), null))).toBeNull();
  });
});
