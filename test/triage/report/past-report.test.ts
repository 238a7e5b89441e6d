import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { causesOf } from '../../../src/triage/cause/causes-of-all.ts';
import type { EnvironmentStarts } from '../../../src/triage/report/case-file/case-reading.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS, raw, readingOf, versionOf } from './case-file-of.ts';

function reportAfter(nearTimeout: number | null = null) {
  const then = {
    minutes: minutesOf(...times(60, {}), ...times(20, { errors: 20 })),
    reasons: [reasonOf('errors', { sinceMs: minuteMsAt(60), value: 0.2 })],
    durationRise: null,
  };
  const file = caseOf({
    ...then,
    severity: nearTimeout === null ? 'ok' : 'crit',
    toMs: minuteMsAt(80),
    past: { endedMs: minuteMsAt(80), knownToMs: minuteMsAt(94), nearTimeout, then },
  });
  const causes = causesOf([file], null);
  return triageReport({ ...file, causes, cause: causes[0] ?? null }, ACCESS);
}

describe('a report on past trouble', () => {
  it('starts with when it ended, and then says what it was', () => {
    const { verdict, impact, timeline } = reportAfter();
    expect(verdict.severity).toBe('ok');
    expect(lineText(verdict.says)).toMatch(
      /^over since 03:20Z: checkout-api failed 20.0 % of calls then, since 03:00Z/,
    );
    expect(impact.map(({ says }) => lineText(says))).toContain('over since 03:20Z, after 20 min');
    expect(timeline.map(({ atMs, says }) => [atMs, lineText(says)])).toEqual([
      [minuteMsAt(60), 'errors began'],
      [minuteMsAt(80), 'it was over'],
    ]);
  });

  it('says why it is still critical if a call near the timeout is still reported', () => {
    const { verdict } = reportAfter(1);
    expect(verdict.severity).toBe('crit');
    expect(lineText(verdict.says)).toMatch(
      /^over since 03:20Z: .*; its longest call in 15 min took 100 % of the timeout$/,
    );
  });

  it('covers all the time that was examined, until now', () => {
    expect(reportAfter().toMs).toBe(minuteMsAt(95));
  });
});

describe('a report on past trouble that began with a version', () => {
  const STARTED = [
    { version: raw('8'), runtime: raw('nodejs:22.v9'), runtimeArn: raw('arn'), atMs: minuteMsAt(60) },
  ];
  const startsOf = (
    firsts: EnvironmentStarts['firsts'],
    stoppedBy: EnvironmentStarts['stoppedBy'] = null,
    from = 50,
  ): EnvironmentStarts => {
    const fromMs = minuteMsAt(from);
    return { fromMs, wantedFromMs: fromMs, toMs: minuteMsAt(80), stoppedBy, byMinute: [], firsts };
  };
  const reportOn = (version: string, starts: EnvironmentStarts | null) => {
    const then = {
      minutes: minutesOf(...times(60, {}), ...times(20, { errors: 40 })),
      reasons: [reasonOf('errors', { sinceMs: minuteMsAt(60), value: 0.4 })],
      durationRise: null,
    };
    const served = {
      version: raw(version),
      weight: 1,
      invocations: 900,
      errorRate: 0,
      durationP95Ms: 90,
    };
    const file = caseOf({
      ...then,
      severity: 'ok',
      toMs: minuteMsAt(80),
      past: { endedMs: minuteMsAt(80), knownToMs: minuteMsAt(94), nearTimeout: null, then },
      aliases: { known: true, value: [{ name: raw('live'), versions: [served] }] },
      reading: readingOf({
        versions: { known: true, value: [versionOf('7', -600), versionOf('8', 60), versionOf('9', 78)] },
        starts,
      }),
    });
    return triageReport({ ...file, cause: causesOf([file], null)[0] ?? null }, ACCESS);
  };
  const saidOf = (version: string, starts: EnvironmentStarts | null = startsOf(STARTED)) => {
    const { suspects, advice } = reportOn(version, starts);
    const [{ pro = [], contra = [] } = {}] = suspects.filter(({ name }) => name === 'deployment');
    return [...pro, ...contra].map(({ says }) => lineText(says)).concat(lineText(advice[0]?.now ?? []));
  };

  it('sees a sign that the alias was moved away, and suggests no rollback of what is rolled back', () => {
    const said = saidOf('7');
    expect(said).toContain('no alias sends version 8 calls any more, and it is over');
    expect(said.at(-1)).toBe('leave it where it is: version 8 is rolled back to version 7');
    expect(said.join('\n')).not.toMatch(/no older version|roll back/);
  });

  it('says what replaced the version if the alias moved to a newer one, which is no rollback', () => {
    expect(saidOf('9').at(-1)).toBe('leave it where it is: version 8 is replaced by version 9');
  });

  it.each([
    { what: 'no environment of it started', starts: startsOf([]), says: /^version 8 took no calls/ },
    {
      what: 'not all starts were read',
      starts: startsOf([], 'pages'),
      says: /^whether version 8 took calls/,
    },
    {
      what: 'starts were read only from a later time',
      starts: startsOf([], null, 61),
      says: /^whether version 8/,
    },
    { what: 'the log could not be read', starts: null, says: /^whether version 8 took calls/ },
  ])('claims no rollback of a version that was only published: $what', ({ starts, says }) => {
    const said = saidOf('7', starts);
    expect(said.join('\n')).not.toMatch(/rolled back|and it is over|roll back/);
    expect(said).toContainEqual(expect.stringMatching(says));
  });

  it('sees none if the alias still sends it calls', () => {
    expect(saidOf('8').join('\n')).toMatch(/no older version takes calls/);
  });
});

describe('a report on a past time with trouble', () => {
  it('names that time, and describes it as of then', () => {
    const then = {
      minutes: minutesOf(...times(60, {}), ...times(20, { errors: 20 })),
      reasons: [reasonOf('errors', { sinceMs: minuteMsAt(60), value: 0.2 })],
      durationRise: null,
    };
    const file = caseOf({ ...then, severity: 'crit', toMs: minuteMsAt(80), builtMs: minuteMsAt(200) });
    const causes = causesOf([file], null);
    const report = triageReport({ ...file, causes, cause: causes[0] ?? null }, ACCESS);
    expect(lineText(report.verdict.says)).toMatch(
      /^at 03:20Z: checkout-api failed 20.0 % of calls then, since 03:00Z/,
    );
    const impact = report.impact.map(({ says }) => lineText(says)).join('\n');
    expect(impact).toContain('callers got these errors');
  });
});

describe('a report on a past time without trouble', () => {
  const hourAgo = { toMs: minuteMsAt(60), builtMs: minuteMsAt(120) };
  it.each([
    {
      of: 'a function that was well',
      file: hourAgo,
      says: 'checkout-api was well at 03:00Z: no rule was broken',
    },
    {
      of: 'a function that was not called',
      file: { ...hourAgo, activity: 'idle' as const },
      says: 'checkout-api was not called in the 15 min before 03:00Z, and no rule was broken',
    },
    {
      of: 'a function that could not be judged',
      file: { ...hourAgo, severity: 'unknown' as const },
      says: 'checkout-api could not be judged in full; what could broke no rule',
    },
    { of: 'a function that is well now', file: {}, says: 'checkout-api is well: no rule is broken' },
  ])('uses the right tense for $of', ({ file, says }) => {
    expect(lineText(triageReport(caseOf(file), ACCESS).verdict.says)).toBe(says);
  });
});
