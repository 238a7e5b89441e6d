import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../../../../src/lambda/function/function-version.ts';
import type { FirstStart } from '../../../../src/logs/queries/environment-starts.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import type { EnvironmentStarts } from '../../../../src/triage/report/case-file/case-reading.ts';
import type { Onsets } from '../../../../src/triage/report/case-file/onsets.ts';
import { wholeOf } from '../../../../src/triage/report/changes/change.ts';
import { rankedChanges } from '../../../../src/triage/report/changes/ranked-changes.ts';
import { scriptedFunction } from '../../../monitor/scripted-account.ts';
import { assessmentOf, minuteMsAt, minutesOf, times } from '../../troubled.ts';
import { QUEUE } from '../case.ts';
import { caseFileOf, raw, readingOf, versionOf } from '../case-file-of.ts';

const ONSET_MS = minuteMsAt(40);
const onsets: Onsets = {
  attempts: null,
  duration: null,
  errorsMs: ONSET_MS,
  throttlesMs: null,
  week: null,
  firstMs: ONSET_MS,
};

function start(minute: number, runtimeArn: string, of = '7'): FirstStart {
  return {
    atMs: minuteMsAt(minute),
    version: raw(of),
    runtime: raw('nodejs:22.v61'),
    runtimeArn: raw(runtimeArn),
  };
}

const withVersions = (...value: readonly FunctionVersion[]): Partial<CaseFile> => ({
  reading: readingOf({ versions: { known: true, value } }),
});
const withStarts = (...firsts: readonly FirstStart[]): Partial<CaseFile> => ({
  reading: readingOf({
    starts: {
      fromMs: minuteMsAt(5),
      wantedFromMs: minuteMsAt(5),
      toMs: minuteMsAt(42),
      stoppedBy: null,
      firsts,
      byMinute: [],
    },
  }),
});

function changesOf(
  more: Partial<CaseFile>,
  of: Onsets = onsets,
): readonly (readonly [kind: string, says: string])[] {
  return rankedChanges(caseFileOf(more), of).map((change) => [change.kind, lineText(wholeOf(change))]);
}

describe('what changed', () => {
  it.each<[string, Partial<FunctionVersion>, string, string]>([
    [
      'less memory',
      { codeDigest: raw('digest of 7'), memoryMb: 256 },
      'configuration',
      'memory 512 MB to 256 MB',
    ],
    [
      'a shorter timeout and other layers',
      { codeDigest: raw('digest of 7'), timeoutMs: 3_000, layers: [raw('arn:of:layer:2')] },
      'configuration',
      'timeout 10.0 s to 3.0 s, other layers',
    ],
    [
      'another runtime',
      { codeDigest: raw('digest of 7'), runtime: raw('nodejs24.x') },
      'configuration',
      'runtime nodejs22.x to nodejs24.x',
    ],
    [
      'no difference that lmon reads',
      { codeDigest: raw('digest of 7') },
      'configuration',
      'the code of 7, with a setting that lmon does not read',
    ],
    ['an unknown difference', { codeDigest: null }, 'code', 'how it differs from 7 is not told'],
  ])('is a version with %s', (_what, more, kind, differs) => {
    expect(changesOf(withVersions(versionOf('7', -600), versionOf('8', 30, more)))).toEqual([
      [kind, `version 8 published: ${differs}`],
    ]);
  });

  it('is compared with the previous version by number, in whatever order they are listed', () => {
    const listed = [versionOf('10', 30), versionOf('9', -60), versionOf('100', -6_000), versionOf('8', -600)];
    expect(changesOf(withVersions(...listed))).toEqual([['code', 'version 10 published: other code than 9']]);
  });

  it('includes the share of calls that an alias sends to the version, and when it first started', () => {
    const versions = withVersions(versionOf('7', -600), versionOf('8', 30)).reading!.versions;
    const starts = withStarts(start(32, 'arn:one', '8')).reading!.starts;
    const outcome = { invocations: 10, errorRate: 0, durationP95Ms: null };
    const aliases = [
      {
        name: raw('live'),
        versions: [
          { version: raw('7'), weight: 0.9, ...outcome },
          { version: raw('8'), weight: 0.1, ...outcome },
        ],
      },
      { name: raw('beta'), versions: [{ version: raw('8'), weight: 1, ...outcome }] },
    ];
    expect(
      changesOf({ reading: readingOf({ versions, starts }), aliases: { known: true, value: aliases } }),
    ).toEqual([
      [
        'code',
        'version 8 published: other code than 7; alias live sends it 10 % of its calls; alias beta sends it all of its calls; its first environment started 02:32:00Z',
      ],
    ]);
  });

  it.each<[string, Partial<EnvironmentStarts>]>([
    ['not all lines since it was published were read', { stoppedBy: 'pages' }],
    ['reading began after it was published', { fromMs: minuteMsAt(31) }],
  ])('has no first environment of a version if %s', (_when, more) => {
    const { versions } = withVersions(versionOf('7', -600), versionOf('8', 30)).reading!;
    const starts = { ...withStarts(start(32, 'arn:one', '8')).reading!.starts!, ...more };
    expect(changesOf({ reading: readingOf({ versions, starts }) })[0]?.[1]).not.toContain(
      'first environment',
    );
  });

  it('is only $LATEST if versions are unknown', () => {
    const configuration = scriptedFunction('checkout-api', { lastModifiedMs: minuteMsAt(35) });
    expect(changesOf({ configuration })).toEqual([['code', 'code or configuration changed']]);
  });

  it('is nothing while versions are being read: one of them may be what changed', () => {
    const configuration = scriptedFunction('checkout-api', { lastModifiedMs: minuteMsAt(35) });
    expect(changesOf({ configuration, unfinished: 'beingRead' })).toEqual([]);
  });

  it('is listed once for a deployment: $LATEST changes before its version is published', () => {
    const versions = [versionOf('$LATEST', 29), versionOf('7', -600), versionOf('8', 30)];
    expect(changesOf(withVersions(...versions)).map(([kind]) => kind)).toEqual(['code']);
  });

  it('does not make $LATEST a suspect if no alias points to it', () => {
    const live = [{ version: raw('7'), weight: 1, invocations: 1, errorRate: 0, durationP95Ms: null }];
    const aliases = { known: true, value: [{ name: raw('live'), versions: live }] } as const;
    expect(changesOf({ ...withVersions(versionOf('$LATEST', 38), versionOf('7', -600)), aliases })).toEqual([
      ['unpublished', 'code or configuration of $LATEST changed, where no alias points'],
    ]);
  });

  it('is a new build of the runtime under the same version, but not that of another version', () => {
    const starts = withStarts(start(10, 'arn:one'), start(20, 'arn:other', '8'), start(36, 'arn:two'));
    expect(changesOf(starts)).toEqual([
      [
        'runtime',
        expect.stringMatching(/^environments start with another build of the runtime, nodejs:22\.v61/),
      ],
    ]);
  });

  it.each([
    ['7', 'AWS changed it, no deployment did'],
    ['$LATEST', 'AWS changed it, or an update of the function did'],
  ])('is a runtime update without a deployment only for a published version: %s', (of, who) => {
    const version = of === null ? null : raw(of);
    const starts = [start(10, 'arn:one'), start(36, 'arn:two')].map((each) => ({ ...each, version }));
    expect(changesOf(withStarts(...starts))).toEqual([['runtime', expect.stringContaining(`; ${who}`)]]);
  });

  it.each([
    [
      "the account's, or reservations in it",
      1_000,
      "up to 640 ran at once in the account's pool, and it holds 400 now: the account's limit was lowered, or more of it is reserved or provisioned",
    ],
  ])('is a limit below the earlier peak of the pool: %s', (_which, concurrencyLimit, says) => {
    const pool = Array.from({ length: 60 }, (_, minute) => ({
      minuteMs: minuteMsAt(minute),
      unreservedInUse: minute < 38 ? 640 : 400,
    }));
    const assessment = assessmentOf({ kind: 'account', value: 400, inUse: 400 });
    expect(changesOf({ assessment, account: { concurrencyLimit, pool } })).toEqual([['limit', says]]);
  });

  it('is a modified mapping', () => {
    const mapping = {
      ...QUEUE,
      name: raw('arn:aws:sqs:eu-west-1:123456789012:orders'),
      modifiedMs: minuteMsAt(37),
    };
    expect(changesOf({ eventSources: { known: true, value: [mapping] } })).toEqual([
      ['eventSource', 'its mapping on sqs orders was changed, or changed its state: it is Enabled now'],
    ]);
  });

  it('is ranked by distance in time and by kind', () => {
    const reading = readingOf({
      versions: { known: true, value: [versionOf('7', -600), versionOf('8', 37)] },
      starts: withStarts(start(10, 'arn:one'), start(16, 'arn:two')).reading!.starts,
    });
    const attempts = { sinceMs: minuteMsAt(39), before: 100, now: 200, isRamp: false };
    expect(changesOf({ reading }, { ...onsets, attempts }).map(([kind]) => kind)).toEqual([
      'code',
      'traffic',
      'runtime',
    ]);
  });

  it.each([
    ['36 minutes before', 4, []],
    ['35 minutes before', 5, ['code']],
    ['two minutes after', 42, ['code']],
  ])('%s the onset counts as %j', (_when, minute, kinds) => {
    expect(
      changesOf(withVersions(versionOf('7', -600), versionOf('8', minute))).map(([kind]) => kind),
    ).toEqual(kinds);
  });

  it('counts for as long after the onset as its calls ran: what broke them happened at their end', () => {
    const minutes = minutesOf(...times(40, {}), { errors: 9, durationMaxMs: 600_000 }, ...times(19, {}));
    const late = { minutes, ...withVersions(versionOf('7', -600), versionOf('8', 50)) };
    expect(changesOf(late).map(([kind]) => kind)).toEqual(['code']);
    expect(changesOf({ ...late, minutes: minutesOf(...times(60, {})) })).toEqual([]);
  });

  it('is listed for all known minutes if nothing began, newest first', () => {
    const calm: Onsets = { ...onsets, errorsMs: null, firstMs: null };
    const minutes = minutesOf(...times(60, {}));
    const changes = rankedChanges(
      caseFileOf({ minutes, ...withVersions(versionOf('6', -600), versionOf('7', 3), versionOf('8', 50)) }),
      calm,
    );
    expect(changes.map(({ atMs, leadMs }) => [atMs, leadMs])).toEqual([
      [minuteMsAt(50), null],
      [minuteMsAt(3), null],
    ]);
  });

  it('has evidence of where it comes from', () => {
    const all = rankedChanges(caseFileOf(withVersions(versionOf('7', -600), versionOf('8', 30))), onsets);
    expect(all.map(({ evidence }) => evidence)).toEqual([
      [{ source: 'api', operation: 'lambda:ListVersionsByFunction' }],
    ]);
  });
});
