import { expect, it } from 'vitest';
import { traceIdOf } from '../../src/lambda/trace-id.ts';
import { rawText } from '../../src/terminal/text.ts';

const ID = '1-67a1f0c3-5b1e0d7c2f1a4be8d3c4b5a6';

it.each([
  [
    'the second line of a text REPORT',
    `REPORT RequestId: x\tDuration: 1.00 ms\t\nXRAY TraceId: ${ID}\tSegmentId: 0123456789abcdef\tSampled: true\t\n`,
    ID,
  ],
  [
    'the tracing of a JSON report',
    `{"type":"platform.report","record":{"tracing":{"value":"Root=${ID};Parent=a;Sampled=1"}}}`,
    ID,
  ],
  ['a REPORT without one', 'REPORT RequestId: x\tDuration: 1.00 ms\t\n', null],
  ['an id that is too short', 'XRAY TraceId: 1-67a1f0c3-5b1e', null],
])('reads the trace id of %s, if there is one', (_, message, id) => {
  expect(traceIdOf(rawText(message))).toBe(id);
});
