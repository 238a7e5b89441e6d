import { rawText } from '../../../src/terminal/text.ts';
import type { FunctionMinute } from '../../../src/triage/minute/function-minute.ts';
import type { CallingSource, CaseFile } from '../../../src/triage/report/case-file/case-file.ts';
import { minuteMsAt, minutesOf, times } from '../troubled.ts';
import { caseFileOf } from './case-file-of.ts';

/** The case of a healthy function that is called directly and was examined, with the test's changes. */
export function caseOf(more: Partial<CaseFile> = {}): CaseFile {
  const minutes = more.minutes ?? minutesOf(...times(60, {}));
  return caseFileOf({
    minutes,
    aliases: { known: true, value: [] },
    asyncDelivery: { known: true, value: null },
    toMs: minuteMsAt(minutes.length),
    builtMs: minuteMsAt(minutes.length),
    ...more,
  });
}

export const KINESIS: CallingSource = {
  kind: 'kinesis',
  name: rawText('arn:aws:kinesis:eu-west-1:123456789012:stream/orders'),
  state: rawText('Enabled'),
  modifiedMs: null,
  maximumConcurrency: null,
  provisionedPollers: null,
  retentionMs: 24 * 3_600_000,
  failurePolicy: { maximumRetries: null, maximumRecordAgeMs: null, bisectsBatch: false, destination: null },
};

export const QUEUE: CallingSource = {
  kind: 'sqs',
  name: rawText('arn:aws:sqs:eu-west-1:123456789012:inventory'),
  state: rawText('Enabled'),
  modifiedMs: null,
  maximumConcurrency: 10,
  provisionedPollers: null,
  retentionMs: null,
  failurePolicy: null,
};

/** Calm minutes, then as many bad ones. */
export function turned(quiet: number, bad: number, minute: Partial<FunctionMinute>) {
  return minutesOf(...times(quiet, {}), ...times(bad, minute));
}
