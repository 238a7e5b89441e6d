import { expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { endText, endWords } from '../../../src/print/tail/end-words.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';

function reported(durationMs: number, usedMb: number) {
  const line = parseLogLine(
    rawText(
      `REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-f805f7fd517a\tDuration: ${durationMs}.00 ms\tBilled Duration: ${durationMs} ms\tMemory Size: 512 MB\tMax Memory Used: ${usedMb} MB\t`,
    ),
  );
  return { ...line, report: line.report! };
}

const OK = { outcome: 'ok', errorType: null } as const;
const UNKNOWN = { outcome: null, errorType: null } as const;

it.each([
  {
    durationMs: 9_100,
    usedMb: 198,
    says: 'ok        9.1 s of 10 s  198/512 MB  near timeout',
    loud: ['9.1 s', 'near timeout'],
  },
  {
    durationMs: 4_500,
    usedMb: 480,
    says: 'ok        4.5 s of 10 s  480/512 MB  low memory',
    loud: ['480', 'low memory'],
  },
])('tells behind the figures what came near its limit: $says', ({ durationMs, usedMb, says, loud }) => {
  const line = endWords(reported(durationMs, usedMb), OK, 10_000);
  expect(lineText(line)).toBe(says);
  expect(line.filter(({ tone }) => tone === 'warn').map(({ text }) => text.trim())).toEqual(loud);
});

it.each([OK, UNKNOWN, null].flatMap((end) => [198, 409, 410, 480].map((usedMb) => ({ end, usedMb }))))(
  'is the same in a pipe, where no timeout is known: $end, $usedMb MB',
  ({ end, usedMb }) => {
    const line = reported(4_500, usedMb);
    expect(endText(line, end)).toBe(lineText(endWords(line, end)));
  },
);

it.each([UNKNOWN, null])('says that it is not known how a run ended: %j', (end) => {
  expect(endText(reported(4_500, 198), end)).toBe('?         4.5 s  198/512 MB');
});

it('names the error that ended a run, which its REPORT does not', () => {
  const end = { outcome: 'error', errorType: rawText('TypeError') } as const;
  expect(endText(reported(4_500, 198), end)).toBe('error     4.5 s  198/512 MB  TypeError');
});

it('counts attempts from the first that was read', () => {
  const invocation = {
    requestId: rawText('6747a2b5-69d2-45e7-a8bc-f805f7fd517a'),
    logStream: rawText('2026/11/20/[$LATEST]76a00c38efa550c8f319e1e7cb387164'),
    attempt: 9,
    attempts: 9,
    start: null,
    end: null,
    report: null,
    hasGap: false,
    outcome: 'error' as const,
    errorType: null,
  };
  expect(lineText(endWords(reported(90, 198), invocation, null, { atLeast: safe`≥` }))).toContain(
    'attempt ≥9',
  );
});
