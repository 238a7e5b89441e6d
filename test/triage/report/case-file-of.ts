import type { FunctionVersion } from '../../../src/lambda/function/function-version.ts';
import type { FailureGroup } from '../../../src/logs/failures/failure-group.ts';
import type { AwsAccess } from '../../../src/terminal/aws-command.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { CaseFile, LogTestimony } from '../../../src/triage/report/case-file/case-file.ts';
import type { CaseReading } from '../../../src/triage/report/case-file/case-reading.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { scriptedFunction } from '../../monitor/scripted-account.ts';
import { minuteMsAt, troubled } from '../troubled.ts';

export const ACCESS: AwsAccess = {
  region: 'eu-west-1',
  profile: 'prod',
  endpointUrl: null,
  lmon: 'lmon',
  isDemo: false,
};

/** Its log of the last quarter of an hour, read whole, with these failures. */
export function failuresIn(groups: readonly FailureGroup[]): LogTestimony {
  const span = { fromMs: minuteMsAt(45), toMs: minuteMsAt(60) };
  return { ...span, isComplete: true, hasLines: true, groups, newest: [] };
}

/** The case file of a function without further AWS queries, with the test's changes. */
export function caseFileOf(more: Partial<CaseFile> = {}): CaseFile {
  const toMs = minuteMsAt(60);
  return {
    ...troubled('checkout-api'),
    qualifier: null,
    configuration: scriptedFunction('checkout-api'),
    severity: 'crit',
    notJudged: [],
    activity: 'active',
    chronic: null,
    weekOnset: null,
    cause: null,
    poolBeside: null,
    past: null,
    causes: [],
    log: null,
    aliases: { known: false, because: 'unread' },
    asyncDelivery: { known: false, because: 'unread' },
    eventSources: { known: true, value: [] },
    described: { known: false, because: 'unread' },
    alarms: [],
    waiting: null,
    thresholds: DEFAULT_THRESHOLDS,
    memory: null,
    memoryTrend: null,
    reading: null,
    further: null,
    trail: null,
    pool: null,
    account: { concurrencyLimit: null, pool: [] },
    toMs,
    builtMs: toMs,
    denied: [],
    ...more,
  };
}

export function readingOf(more: Partial<CaseReading> = {}): CaseReading {
  return {
    versions: { known: false, because: 'unread' },
    starts: null,
    comparison: null,
    areVersionsUnrecorded: false,
    isLogUnrecorded: false,
    earlierLog: 'read',
    events: null,
    ...more,
  };
}

/** A version published in a minute, with code that differs from that of every other version. */
export function versionOf(
  name: string,
  minute: number,
  more: Partial<FunctionVersion> = {},
): FunctionVersion {
  return {
    version: rawText(name),
    modifiedMs: minuteMsAt(minute),
    codeDigest: rawText(`digest of ${name}`),
    runtime: rawText('nodejs22.x'),
    architecture: rawText('arm64'),
    memoryMb: 512,
    timeoutMs: 10_000,
    layers: [],
    ...more,
  };
}

export const raw = rawText;
