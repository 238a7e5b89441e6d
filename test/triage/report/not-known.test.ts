import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { utcMinute, utcSecond } from '../../../src/terminal/quantity.ts';
import { words } from '../../../src/terminal/words.ts';
import type { Suspect } from '../../../src/triage/report/claims/suspect.ts';
import { notKnownOf } from '../../../src/triage/report/not-known.ts';
import { minuteMsAt, reasonOf } from '../troubled.ts';
import { caseOf } from './case.ts';
import { ACCESS, raw, readingOf } from './case-file-of.ts';

const suspect = (name: string, confidence: number): Suspect => ({
  name,
  confidence,
  title: words`a suspect`,
  pro: [],
  contra: [],
  advice: { now: words`look`, next: words`look`, later: words`look`, harms: null },
  basis: { pieces: 2, missing: [], lookAlikes: [] },
});
const LOG = { isComplete: true, hasLines: true, error: null, groups: [], newest: [] };
const FIRST_SAID = {
  id: 1,
  wording: ['no such table'],
  level: 'ERROR',
  countNow: 5,
  countBefore: 0,
  factor: null,
  isNew: true,
  ofFailed: 1,
  ofOthers: 0,
  isFirstKnown: true,
} as const;
const notKnownInWords = (suspects: readonly Suspect[], more = {}, access = ACCESS) =>
  notKnownOf(caseOf({ reasons: [reasonOf('errors')], ...more }), suspects, access)
    .map(lineText)
    .join('\n');

describe('what is not known', () => {
  it('names the causes that lmon never sees if none that it sees is likely', () => {
    expect(notKnownInWords([])).toContain('before Lambda counts a call');
    expect(notKnownInWords([suspect('load', 0.2)])).toContain('before Lambda counts a call');
    expect(notKnownInWords([suspect('load', 0.9)])).not.toContain('before Lambda counts a call');
    expect(notKnownInWords([], { reasons: [] })).not.toContain('before Lambda counts a call');
  });

  it.each([
    ['got no answer', 'unread', 'throttles and errors: no answer for these metrics'],
    ['are denied', 'denied', 'throttles and errors: metrics denied'],
  ] as const)(
    'includes the metrics that %s, so that their absence does not pass for none',
    (_why, because, says) => {
      const notJudged = (['throttles', 'errors'] as const).map((rule) => ({ rule, because }));
      expect(notKnownInWords([], { notJudged }).split('\n')).toContain(says);
      expect(notKnownInWords([])).not.toContain('errors: ');
    },
  );

  it.each([
    ['could not be read', {}],
    ['could not be read', { answer: 'givenUp' }],
    ['is being read', { answer: 'awaited' }],
  ] as const)('names a limit that %s: %j', (why, answer) => {
    const because = 'unread';
    const { assessment } = caseOf();
    const file = {
      notJudged: [{ rule: 'use', because }],
      assessment: { ...assessment, limit: { kind: 'unknown', because, ...answer } },
    };
    expect(notKnownInWords([], file)).toContain(
      `how much of its limit is used, and when it is met: the limit ${why}`,
    );
  });

  it('includes the state of a dependency, by its name whatever that contains', () => {
    const slow = suspect('slowDependency', 0.9);
    expect(notKnownInWords([{ ...slow, title: words`a slow dependency: shown` }])).toContain(
      'which service it waits for',
    );
    expect(notKnownInWords([{ ...slow, dependency: raw('db: one.internal') }])).toContain(
      'how db: one.internal is doing',
    );
  });

  it('comes with the complete command that would find out, as typed here', () => {
    const log = { ...LOG, fromMs: minuteMsAt(50), toMs: minuteMsAt(65) };
    const joined = { ...ACCESS, lmon: 'node dist/lmon.js demo --join', isDemo: true };
    const here = notKnownInWords([suspect('load', 0.9)], { log }, joined);
    expect(here).toMatch(/; to ask it: node dist\/lmon\.js demo --join triage checkout-api --cloudtrail$/m);
    expect(here).toMatch(
      /; to read further back: node dist\/lmon\.js demo --join triage checkout-api --insights$/m,
    );
    expect(notKnownInWords([suspect('load', 0.9)], { log })).toMatch(
      /: lmon triage checkout-api --cloudtrail --region eu-west-1 --profile prod$/m,
    );
  });

  it('leaves out a command that has been run already, or that a name would turn into another one', () => {
    const log = { ...LOG, fromMs: minuteMsAt(50), toMs: minuteMsAt(65) };
    expect(notKnownInWords([suspect('load', 0.9)], { log, name: raw('a; reboot') })).not.toContain('triage');
    expect(notKnownInWords([], { log, further: { kind: 'denied' } })).not.toContain('--insights');
  });

  it('comes with the command for the time in question', () => {
    const builtMs = minuteMsAt(1_000);
    expect(notKnownInWords([suspect('load', 0.9)], { builtMs })).toMatch(
      /--cloudtrail --until \d{4}-\d\d-\d\dT[\d:]+Z /,
    );
  });

  it('includes what the log said before it was read, except for what was read about the onset', () => {
    const minute = (at: number) => minuteMsAt(at);
    const log = { ...LOG, fromMs: minute(50), toMs: minute(65) };
    const compared = { lines: 9, runs: 9, failed: 5 };
    const now = { ...compared, fromMs: minute(41), toMs: minute(45) };
    const before = { ...compared, fromMs: minute(30), toMs: minute(40) };
    const comparison = { now, before, patterns: [], said: [], hits: [], hitsOf: null, comparedFields: [] };
    const at = (at: number) => utcMinute(minute(at));
    expect(notKnownInWords([], { log })).toContain(`failures in its log before ${at(50)}: not read;`);
    expect(notKnownInWords([], { log, reading: readingOf({ comparison }) })).toContain(
      `before ${at(50)}: only those of ${at(30)} to ${at(40)} and ${at(41)} to ${at(45)} were read;`,
    );
    const short = { ...comparison, now: { ...now, toMs: minute(41) + 20_000 } };
    expect(notKnownInWords([], { log, reading: readingOf({ comparison: short }) })).toContain(
      `and ${utcSecond(minute(41))} to ${utcSecond(minute(41) + 20_000)} were read`,
    );
    const first = { ...FIRST_SAID, firstMs: minute(41) };
    expect(
      notKnownInWords([], { log, reading: readingOf({ comparison: { ...comparison, patterns: [first] } }) }),
    ).toContain(
      `and ${at(41)} to ${at(45)} were read; from ${at(40)} on, only first lines of new patterns were searched for;`,
    );
    const laterThanRead = { ...first, firstMs: minute(51) };
    expect(
      notKnownInWords([], {
        log,
        reading: readingOf({ comparison: { ...comparison, patterns: [laterThanRead] } }),
      }),
    ).not.toContain('searched for');
  });

  it('includes which shard is blocked, unless the log names it', () => {
    const window = { fromMs: 0, toMs: 1, lines: 9, runs: 9, failed: 5 };
    const hit = {
      field: 'shard',
      value: raw('shardId-000000000002'),
      ofFailed: 1,
      ofOthers: 0,
      failsWith: 1,
      failsWithout: 0,
      runs: 9,
    };
    const comparison = {
      now: window,
      before: null,
      patterns: [],
      said: [],
      hits: [hit],
      hitsOf: null,
      comparedFields: ['shard'],
    };
    const suspects = [suspect('blockedShard', 0.9)];
    expect(notKnownInWords(suspects)).toContain('which shard stands still');
    expect(notKnownInWords(suspects, { reading: readingOf({ comparison }) })).not.toContain(
      'which shard stands still',
    );
  });
});
