import { describe, expect, it } from 'vitest';
import { versionLines } from '../../../src/print/function/version-lines.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';

const version = {
  version: rawText('42'),
  weight: 0.1,
  invocations: 3_200,
  errorRate: 0.32,
  durationP95Ms: 336,
};

describe('the versions behind an alias', () => {
  it.each([
    {
      versions: [version, { ...version, version: rawText('41'), weight: 0.9, errorRate: 0 }],
      lines: [
        'alias live    version 42  10 % of calls  errors 32.0 %  p95 336 ms  in 15m',
        'alias live    version 41  90 % of calls  errors 0 %  p95 336 ms  in 15m',
      ],
    },
    {
      versions: [{ ...version, weight: 1, errorRate: null, durationP95Ms: null }],
      lines: ['alias live    version 42  100 % of calls  errors -  p95 -  in 15m'],
    },
  ])('are shown as $lines', ({ versions, lines }) => {
    expect(versionLines({ name: rawText('live'), versions }).map(lineText)).toEqual(lines);
  });
});
