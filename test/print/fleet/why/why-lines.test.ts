import { describe, expect, it } from 'vitest';
import { MINUTE_MS, minuteOf } from '../../../../src/lambda/time.ts';
import type { FailureKind } from '../../../../src/logs/failures/failure.ts';
import type { FailureEvidence } from '../../../../src/monitor/case/failure-probe.ts';
import { fewErrorsWords } from '../../../../src/print/fleet/why/few-errors-words.ts';
import { noReasonSentences, whyLines } from '../../../../src/print/fleet/why/why-lines.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';
import { TOLD_IN_UTC } from '../../../../src/triage/sentence/time-words.ts';
import {
  CALM,
  calm,
  LAGGING,
  LOSING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../../../views/fleet/fleet-story.ts';

const FAILING = { ...CALM, minute: calm(() => ({ 'Errors Sum': 60 })) };

function evidenceOf(...kinds: readonly FailureKind[]): FailureEvidence {
  return {
    fromMs: NOW_MS - 900_000,
    toMs: NOW_MS,
    isComplete: true,
    hasLines: true,
    error: null,
    groups: kinds.map((kind, index) => ({
      kind,
      says: rawText('no such item'),
      wording: [rawText('no such item')],
      count: 600 - index,
      endedCount: 600 - index,
      firstMs: NOW_MS,
      byMinute: Array.from({ length: 15 }, (_, minute) => ({
        minuteMs: minuteOf(NOW_MS) - (14 - minute) * MINUTE_MS,
        count: (600 - index) / 15,
      })),
    })),
    newest: [],
  };
}

const TOLD_NOW = { timeWords: TOLD_IN_UTC.present };

function whyOf(story: typeof CALM, evidence?: FailureEvidence): readonly string[] {
  const [status] = snapshotOf({ functions: [story] }).functions;
  const failures = new Map(evidence === undefined ? [] : [[status!.name, evidence]]);
  return whyLines(
    status!,
    { failures, versions: new Map(), detail: null },
    { ...TOLD_NOW, glyphs: glyphSet('ascii') },
  ).map(lineText);
}

describe('why a function hurts', () => {
  it.each([
    { now: 0.05, before: 0.05, says: /5\.0 % of calls now +WARN; CRIT from 10 %$/ },
    { now: 0.12, before: 0.05, says: /12\.0 % of calls now +WARN over 5 min; CRIT from 10 %$/ },
    { now: 0.12, before: 0.12, says: /12\.0 % of calls now +CRIT from 10 %$/ },
    { now: 0.05, before: 0.14, says: /5\.0 % of calls now +CRIT over 5 min from 10 %$/ },
  ])('says that $now of calls fail after $before, as severe as the rule says', ({ now, before, says }) => {
    const minute = calm((age) => ({ 'Errors Sum': 600 * (age <= 1 ? now : before) }));
    const [status] = snapshotOf({ functions: [{ ...CALM, minute }] }).functions;
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const lines = whyLines(status!, look, {
      ...TOLD_NOW,
      glyphs: glyphSet('ascii'),
      width: 118,
      saysCritical: true,
    });
    expect(lines.map(lineText).find((line) => line.includes('of calls'))).toMatch(says);
  });

  it.each([
    [118, 'could not be written to its dead-letter target lost; they are gone'],
    [60, 'events are gone, not written to lost'],
  ])('names the queue that did not take its events, in %i cells', (width, says) => {
    const [status] = snapshotOf({ functions: [LOSING] }).functions;
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const lines = whyLines(status!, look, { ...TOLD_NOW, glyphs: glyphSet('ascii'), width });
    expect(lines.map(lineText).join('\n')).toContain(says);
  });

  it('ends with its configuration and when that changed, if a row is left', () => {
    const [status] = snapshotOf({ functions: [FAILING] }).functions;
    const configuration = { ...status!.configuration, lastModifiedMs: NOW_MS - 1_980_000 };
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const lines = (most: number) =>
      whyLines({ ...status!, configuration }, look, {
        ...TOLD_NOW,
        glyphs: glyphSet('ascii'),
        most,
        moment: { atMs: NOW_MS, isPast: false },
      }).map(lineText);
    expect(lines(5).at(-1)).toMatch(/^set up {2}nodejs\S+, \d+ MB, timeout .+; changed 33m ago$/);
    expect(lines(lines(5).length - 1).at(-1)).not.toMatch(/^set up/);
  });

  it.each([
    { changed: 'before', atMs: NOW_MS + 1_800_000, says: /; changed \d\d:\d\dZ, 30m before$/ },
    { changed: 'after', atMs: NOW_MS - 1_800_000, says: /; changed \d\d:\d\dZ, 30m after$/ },
  ])('in the past says when its configuration changed $changed the moment shown', ({ atMs, says }) => {
    const [status] = snapshotOf({ functions: [FAILING] }).functions;
    const configuration = { ...status!.configuration, lastModifiedMs: NOW_MS };
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const layout = { ...TOLD_NOW, glyphs: glyphSet('ascii'), moment: { atMs, isPast: true } };
    expect(lineText(whyLines({ ...status!, configuration }, look, layout).at(-1)!)).toMatch(says);
  });

  it('says what the log shows before what is likely', () => {
    const lines = whyOf(THROTTLED, evidenceOf('logged'));
    const log = lines.findIndex((line) => line.startsWith('log '));
    expect(lines[log]).toContain('600 x no such item  in 15 min');
    expect(lines.slice(log + 1).every((line) => line.startsWith('likely'))).toBe(true);
  });

  it('says for how many events calls failed that were retried', () => {
    const evidence = evidenceOf('logged');
    const groups = evidence.groups.map((group) => ({ ...group, eventCount: 230 }));
    const lines = whyOf(THROTTLED, { ...evidence, groups });
    expect(lines.find((line) => line.startsWith('log '))).toContain(
      '600 x no such item, for 230 events  in 15 min',
    );
  });

  it('says that a log without failures shows none, and that one without lines shows nothing', () => {
    const log = (evidence: FailureEvidence) =>
      whyOf(FAILING, evidence).find((line) => line.startsWith('log '));
    expect(log(evidenceOf())).toContain('the log tells no failure in 15 min');
    expect(log({ ...evidenceOf(), hasLines: false })).toContain('no log line in the last 15 min');
  });

  it('distinguishes survived errors from those that ended calls', () => {
    const evidence = evidenceOf('timeout', 'logged');
    const [ended, logged] = evidence.groups;
    const groups = [ended!, { ...logged!, wording: [rawText('waiting '), rawText(' ms')], endedCount: 3 }];
    const lines = whyOf(THROTTLED, { ...evidence, isComplete: false, groups });
    expect(lines.find((line) => line.startsWith('log '))).toMatch(
      />=600 x timeout at 10\.0 s; >=599 calls log waiting # ms {2}in 15 min/,
    );
  });

  it('begins with memory and since when it runs out, if most calls end for lack of it', () => {
    const evidence = evidenceOf('outOfMemory', 'logged');
    const [status] = snapshotOf({ functions: [FAILING] }).functions;
    const weekOnset = { hourMs: Date.UTC(2026, 10, 22, 15), rateBefore: 0, rateSince: 0.1 };
    const look = { failures: new Map([[status!.name, evidence]]), versions: new Map(), detail: null };
    const lines = (most: number) =>
      whyLines({ ...status!, weekOnset }, look, {
        ...TOLD_NOW,
        glyphs: glyphSet('ascii'),
        most,
        width: 78,
      }).map(lineText);
    const first = expect.stringMatching(
      /^memory {2}[\d,]+ MB run out since 22 Nov about 15:00Z; calls need more, or leak$/,
    );
    expect(lines(1)).toEqual([first]);
    expect(lines(3)).toEqual([
      first,
      expect.stringContaining('errors at'),
      expect.stringMatching(/^log .* 600 x out of memory/),
    ]);
  });

  it('does not mention memory if most calls end otherwise', () => {
    const lines = whyOf(FAILING, evidenceOf('logged', 'outOfMemory'));
    expect(lines).not.toContainEqual(expect.stringMatching(/^memory/));
  });

  it.each([
    ['a few of many errors', { ...CALM, minute: calm(() => ({ 'Errors Sum': 400 })) }],
    ['nothing that hurts', LAGGING],
  ])('does not mention memory if the lack of it explains %s', (_why, story) => {
    const lines = whyOf(story, evidenceOf('outOfMemory', 'logged'));
    expect(lines).not.toContainEqual(expect.stringMatching(/^memory/));
  });

  const SLOW = { ...CALM, timeoutMs: 10_000, minute: calm(() => ({ 'Duration Maximum': 9_000 })) };
  it.each([
    { what: 'about the timeout', story: SLOW, first: /^ {8}the longest call in 15 min took 90 %/ },
    {
      what: 'about lost events and their onset',
      story: LOSING,
      first: /^03:\d\dZ {2}4 events could not be written/,
    },
  ])('leaves out what the sentence above it says $what', ({ story, first }) => {
    const { functions, causes } = snapshotOf({ functions: [story] });
    const failures = new Map([[functions[0]!.name, evidenceOf('logged')]]);
    const evidence = { failures, versions: new Map(), detail: null };
    const under = (above?: (typeof causes)[number]) =>
      whyLines(functions[0]!, evidence, { ...TOLD_NOW, glyphs: glyphSet('ascii'), above }).map(lineText);
    expect(under()[0]).toMatch(first);
    expect(under(causes[0])).toEqual([expect.stringMatching(/^log /)]);
  });

  it('claims nothing that has no answer yet', () => {
    expect(whyOf({ ...CALM, reserved: 'unread' })[0]).toMatch(
      /^use of its limit and time left are not judged: not read/,
    );
  });

  it.each([
    { denied: ['Errors Sum'], reserved: null, says: 'errors are not judged: metrics denied' },
    {
      denied: ['Errors Sum'],
      reserved: 'unread',
      says: 'errors are not judged: metrics denied; use of its limit and time left are not judged: not read',
    },
    { denied: ['Invocations Sum'], reserved: null, says: 'missing calls are not judged: metrics denied' },
    {
      denied: ['Errors Sum', 'Throttles Sum', 'Duration Maximum'],
      reserved: null,
      says: 'throttles, errors and timeouts are not judged: metrics denied',
    },
    {
      denied: [],
      reserved: 'denied',
      says: 'use of its limit and time left are not judged: limit denied',
    },
    {
      denied: ['Errors Sum'],
      reserved: 'denied',
      says: 'errors, use of its limit and time left are not judged: metrics and limit denied',
    },
  ] as const)('names in plain words what may not be judged: $says', ({ denied, reserved, says }) => {
    expect(whyOf({ ...CALM, denied, reserved })[0]).toContain(says);
  });

  it('names both causes in few cells, too, where some metrics are denied and others got no answer', () => {
    const [calm] = snapshotOf({ functions: [CALM] }).functions;
    const notJudged = [
      { rule: 'throttles', because: 'denied' },
      { rule: 'errors', because: 'unread' },
    ] as const;
    expect(noReasonSentences({ ...calm!, notJudged }, 'present').map(lineText)).toEqual([
      'throttles are not judged: metrics denied; errors are not judged: not read',
      'not judged: metrics denied; the rest is not read',
    ]);
  });

  it('says beside what hurts which metrics got no answer: what they would show may be worse', () => {
    const [status] = snapshotOf({ functions: [THROTTLED] }).functions;
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const notJudged = [{ rule: 'errors', because: 'unread' }] as const;
    const lines = whyLines({ ...status!, notJudged }, look, { ...TOLD_NOW, glyphs: glyphSet('ascii') }).map(
      lineText,
    );
    expect(lines).toContain('?       errors are not judged: not read');
    expect(
      whyLines(status!, look, { ...TOLD_NOW, glyphs: glyphSet('ascii') })
        .map(lineText)
        .join(),
    ).not.toContain('judged');
  });

  it('calls nothing well of a function whose metrics were not read', () => {
    const [status] = snapshotOf({ functions: [CALM] }).functions;
    const look = { failures: new Map(), versions: new Map(), detail: null };
    const lines = whyLines({ ...status!, isRead: false }, look, { ...TOLD_NOW, glyphs: glyphSet('ascii') });
    expect(lineText(lines[0]!)).toMatch(/^not judged: none of its settled minutes with calls was read/);
  });

  it('drops a clause that has no room, and cuts none in two', () => {
    const { functions, ...evidence } = snapshotOf({ functions: [THROTTLED] });
    const inWidth = (width: number) =>
      whyLines(functions[0]!, evidence, { ...TOLD_NOW, width, glyphs: glyphSet('block') }).map(lineText);
    expect(inWidth(78).join()).not.toContain('…');
    expect(inWidth(58).at(-1)).toMatch(/^likely {2}[^;]+$/);
  });

  it('leaves out a healthy function', () => {
    expect(whyOf(CALM, evidenceOf('outOfMemory'))).toHaveLength(1);
  });
});

describe('errors that are too few to judge', () => {
  const failing = (errors: number, calls = 120) => ({
    ...CALM,
    minute: calm((age) => ({ 'Invocations Sum': calls, 'Errors Sum': age < 3 ? errors : 0 })),
  });
  const saidOf = (story: typeof CALM) => {
    const [status] = snapshotOf({ functions: [story] }).functions;
    return noReasonSentences(status!, 'present').map(lineText);
  };

  it('are said where their share would be trouble', () => {
    expect(saidOf(failing(2))[0]).toBe(
      'nothing hurts: no rule is broken; errors: 4 in 5 min, fewer than the 5 that count',
    );
  });

  it.each([
    ['none fails', failing(0)],
    ['their share is small', failing(1, 6_000)],
  ])('are no word where %s', (_, story) => {
    expect(saidOf(story)).toEqual(['nothing hurts: no rule is broken']);
  });

  it('are no word beside calls that ran out of memory, which most of them are', () => {
    const [status] = snapshotOf({ functions: [failing(2)] }).functions;
    const memory = { rule: 'memory', severity: 'crit', value: 4, spanMs: 900_000, sinceMs: null } as const;
    expect(fewErrorsWords({ ...status!, reasons: [memory] })).toBeNull();
  });

  it('are said of a function that hurts for another reason', () => {
    const minute = calm((age) => ({
      'Invocations Sum': 120,
      'Errors Sum': age < 3 ? 2 : 0,
      'Throttles Sum': 60,
    }));
    expect(whyOf({ ...CALM, minute }).at(-1)).toBe('errors  4 in 5 min, fewer than the 5 that count');
  });
});
