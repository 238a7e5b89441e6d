import { expect, it } from 'vitest';
import { unreadLogError } from '../../../src/commands/fleet/unread-log.ts';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { NOT_RECORDED, type SourceError } from '../../../src/monitor/source-error.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { readingOf } from '../../triage/report/case-file-of.ts';
import { detailOf } from '../../views/dashboard/dashboard-stories.ts';
import { CALM } from '../../views/fleet/fleet-story.ts';

const UNAVAILABLE: SourceError = {
  kind: 'unreachable',
  action: 'logs:FilterLogEvents',
  name: rawText('ServiceUnavailableException'),
  message: rawText(''),
};
const ABSENT: SourceError = { ...UNAVAILABLE, kind: 'absent', name: rawText('ResourceNotFoundException') };
const UNRECORDED: SourceError = { ...UNAVAILABLE, name: rawText(NOT_RECORDED) };

interface LogErrors {
  readonly failures?: SourceError;
  readonly reports?: SourceError;
  readonly compared?: readonly SourceError[];
  readonly functionName?: string;
}

function errorAfter({ failures, reports, compared = [], functionName = CALM.name }: LogErrors) {
  const evidence: FailureEvidence = {
    fromMs: 0,
    toMs: 0,
    isComplete: false,
    hasLines: false,
    error: failures ?? null,
    groups: [],
    newest: [],
  };
  return unreadLogError(functionName, {
    failures: new Map([[CALM.name, evidence]]),
    detail: detailOf(CALM, { reportsError: reports ?? null }),
    caseReading: { ...readingOf(), logErrors: compared },
  });
}

it.each<readonly [string, LogErrors, SourceError | null]>([
  ['its failures had no answer', { failures: UNAVAILABLE }, UNAVAILABLE],
  ['its REPORTs had no answer', { reports: UNAVAILABLE }, UNAVAILABLE],
  ['the lines that a report compares had no answer', { compared: [UNAVAILABLE] }, UNAVAILABLE],
  ['only one of those had no answer', { failures: ABSENT, compared: [UNRECORDED, UNAVAILABLE] }, UNAVAILABLE],
  ['all of it was read', {}, null],
  ['it does not exist', { failures: ABSENT, reports: ABSENT, compared: [ABSENT] }, null],
  ['a recording lacks it', { failures: UNRECORDED, compared: [UNRECORDED] }, null],
  ['that of another had no answer', { reports: UNAVAILABLE, functionName: 'another' }, null],
])('a log that was looked at has an error, or none, where %s', (_what, errors, error) => {
  expect(errorAfter(errors)).toEqual(error);
});
