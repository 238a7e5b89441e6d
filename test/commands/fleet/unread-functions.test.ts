import { expect, it } from 'vitest';
import { unreadFunctions } from '../../../src/commands/fleet/unread-functions.ts';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { Cause } from '../../../src/triage/cause/cause.ts';
import { isNamedByLog } from '../../../src/triage/cause/log-named-cause.ts';
import { COMMON } from '../../triage/sentence/sentence-causes.ts';
import { CALM, snapshotOf } from '../../views/fleet/fleet-story.ts';

const NAME = rawText('invoice-pdf');
const NEAR_TIMEOUT: Cause = { ...COMMON, functionName: NAME, kind: 'nearTimeout', share: 1 };
const NAMED: Cause = {
  ...COMMON,
  functionName: NAME,
  kind: 'silent',
  usualPerMinute: 1,
  switchedOffSources: [],
};
const READ: FailureEvidence = {
  fromMs: 0,
  toMs: 60_000,
  isComplete: true,
  hasLines: true,
  error: null,
  groups: [],
  newest: [],
};
const DENIED = {
  kind: 'denied',
  action: 'logs:FilterLogEvents',
  name: rawText('AccessDeniedException'),
  message: rawText('no'),
} as const;

const needsLog = (_status: unknown, cause: Cause | undefined) => cause !== undefined && isNamedByLog(cause);
const { functions } = snapshotOf({ functions: [{ ...CALM, name: NAME }] });
const polled = { functions, causes: [NEAR_TIMEOUT] };
const evidence = (told: FailureEvidence) => new Map([[NAME, told]]);
const awaited: ReadonlySet<string> = new Set([NAME]);

it.each([
  {
    what: 'no answer',
    looked: { causes: [NEAR_TIMEOUT], failures: new Map(), awaitedLogs: awaited },
    unread: [NAME],
  },
  {
    what: 'an answer for the newest minute alone, which names no cause',
    looked: { causes: [NEAR_TIMEOUT], failures: evidence(READ), awaitedLogs: awaited },
    unread: [NAME],
  },
  {
    what: 'an answer for the newest minute alone, which names the cause',
    looked: { causes: [NAMED], failures: evidence(READ), awaitedLogs: awaited },
    unread: [],
  },
  {
    what: 'all answers, which name no cause',
    looked: { causes: [NEAR_TIMEOUT], failures: evidence(READ), awaitedLogs: new Set<string>() },
    unread: [],
  },
  {
    what: 'a denial',
    looked: {
      causes: [NEAR_TIMEOUT],
      failures: evidence({ ...READ, error: DENIED }),
      awaitedLogs: new Set<string>(),
    },
    unread: [],
  },
])('after $what, the functions whose log is still to be read are $unread', ({ looked, unread }) => {
  expect(unreadFunctions(polled, looked, needsLog).map(({ name }) => name)).toEqual(unread);
});

it('has none where metrics name the cause', () => {
  const looked = { causes: [NAMED], failures: new Map(), awaitedLogs: new Set<string>() };
  expect(unreadFunctions({ functions, causes: [NAMED] }, looked, needsLog)).toEqual([]);
});
