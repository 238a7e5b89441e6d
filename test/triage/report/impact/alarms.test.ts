import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { RingingAlarm } from '../../../../src/triage/report/case-file/case-file.ts';
import { triageReport } from '../../../../src/triage/report/triage-report.ts';
import { minuteMsAt } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { ACCESS, raw } from '../case-file-of.ts';

const alarm = (sinceMs: number | null): RingingAlarm => ({
  name: raw('checkout-api-throttles'),
  metric: raw('Throttles'),
  sinceMs,
});
const reportOn = (sinceMs: number | null) => triageReport(caseOf({ alarms: [alarm(sinceMs)] }), ACCESS);

describe('a ringing alarm', () => {
  it('is in the timeline when it began to ring, attributed to AWS', () => {
    const { timeline, impact } = reportOn(minuteMsAt(44));
    expect(timeline.map(({ kind, atMs, says }) => [kind, atMs, lineText(says)])).toEqual([
      ['alarm', minuteMsAt(44), 'checkout-api-throttles ringing on Throttles'],
    ]);
    expect(timeline[0]?.evidence).toEqual([{ source: 'api', operation: 'cloudwatch:DescribeAlarms' }]);
    expect(impact).toEqual([]);
  });

  it.each([
    [
      'for days',
      minuteMsAt(0) - 2 * 86_400_000,
      /^alarm checkout-api-throttles ringing on Throttles since \d\d \w{3} \d\d:\d\dZ$/,
    ],
    ['since an unknown time', null, /^alarm checkout-api-throttles ringing on Throttles$/],
  ])('is listed beside the timeline if it has been ringing %s', (_how, sinceMs, says) => {
    const { timeline, impact } = reportOn(sinceMs);
    expect(timeline).toEqual([]);
    expect(impact.map((claim) => lineText(claim.says))).toEqual([expect.stringMatching(says)]);
  });
});
