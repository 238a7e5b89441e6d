import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { CallFate } from '../../../src/logs/failures/call-ends.ts';
import type { FailureGroup } from '../../../src/logs/failures/failure-group.ts';
import { createVersionStatistics } from '../../../src/logs/story/version-statistics.ts';
import type { FailureEvidence } from '../../../src/monitor/case/failure-probe.ts';
import { heading } from '../../../src/terminal/drawing/heading.ts';
import type { Line } from '../../../src/terminal/line.ts';
import { lineText, lineWidth } from '../../../src/terminal/line-layout.ts';
import { rawText, type SafeText } from '../../../src/terminal/text.ts';
import { failureSections } from '../../../src/views/dashboard/failure-section.ts';
import { logged } from '../../logs/lines/log-lines.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';
import { NOW_MS, THROTTLED } from '../fleet/fleet-story.ts';
import { detailOf, onScreen, scene } from './dashboard-stories.ts';

const TIMES = { notation: 'utc', nowMs: NOW_MS, localOffsetMinutes: 0 } as const;

function evidenceOf(says: string, more: Partial<FailureGroup>): FailureEvidence {
  const wording = [rawText(says)];
  const group = {
    kind: 'logged',
    says: rawText(says),
    wording,
    count: 3,
    endedCount: 3,
    firstMs: NOW_MS,
    byMinute: [],
    ...more,
  } as const;
  return {
    fromMs: NOW_MS - 15 * MINUTE_MS,
    toMs: NOW_MS,
    isComplete: true,
    hasLines: true,
    error: null,
    groups: [group],
    newest: [],
  };
}

function newestFailure(fate: CallFate) {
  const says = rawText('no such mailbox');
  return { kind: 'logged', says, requestId: null, timestampMs: NOW_MS, fate } as const;
}

function oneVersion() {
  const store = createVersionStatistics();
  const { event } = logged('REPORT@1');
  store.add({ event, line: parseLogLine(event.message) });
  return { fromMs: NOW_MS - 15 * MINUTE_MS, isComplete: true, statistics: store.statistics() };
}

function rowsOf(says: string, width: number, more: Partial<FailureGroup> = {}): readonly string[] {
  const [section] = failureSections(evidenceOf(says, more), { timeoutMs: 10_000, times: TIMES }, width, LOOK);
  for (const line of section?.lines ?? []) expect(lineWidth(line)).toBeLessThanOrEqual(width);
  return (section?.lines ?? []).map((line) => lineText(line).slice(9));
}

describe('a failure on the dashboard', () => {
  it.each([
    ['in one row if it fits', 'TypeError: cart.items', 40, ['TypeError: cart.items']],
    ['in two rows cut between words', 'Task of a queue was lost', 25, ['Task of a queue', 'was lost']],
    ['without breaking a word that fits into a row', 'in UnsupportedImage', 27, ['in', 'UnsupportedImage']],
    [
      'with the middle left out of a word that fits into none',
      'media.UnsupportedImageException: no decoder',
      35,
      ['media.Unsuppo…geException:', 'no decoder'],
    ],
  ])('is shown %s', (_, says, width, rows) => {
    expect(rowsOf(says, width)).toEqual(rows);
  });

  it('has one ellipsis, that of the cut, where ids have no room', () => {
    const says = 'Unknown: record 6 of the batch at 4964475100000000000000: currency "EU" is unknown';
    expect(rowsOf(says, 43)).toEqual(['Unknown: record 6 of the batch at', '#: currency "EU" is unknown']);
    expect(rowsOf(says, 33).join().match(/…/g)).toHaveLength(1);
    expect(rowsOf(says, 70).join()).toContain('49644751…:');
  });

  it('is cut between words where it has no room', () => {
    const says = 'UnknownError: record 6 of the batch that starts at #: currency "EU" is unknown';
    expect(rowsOf(says, 43)).toEqual(['UnknownError: record 6 of the', '… at #: currency "EU" is unknown']);
  });

  const WHOLE = /record 6 of\n.* the batch that starts at 49644751…:\n.* currency "EU" is unknown\n/;
  it.each([
    { columns: 120, rows: 40, says: WHOLE },
    { columns: 120, rows: 28, says: WHOLE },
    { columns: 100, rows: 24, says: /record 6 of\n.* … at #: currency "EU" is unknown\n/ },
  ])(
    'is whole on the dashboard where other facts leave rows free, at $columns x $rows',
    ({ says, ...size }) => {
      const evidence = evidenceOf(
        'UnknownCurrencyError: record 6 of the batch that starts at 4964475100000000000000: currency "EU" is unknown',
        {},
      );
      const { snapshot } = scene(THROTTLED);
      const newest = Array.from({ length: 20 }, () => newestFailure('failed'));
      const failures = new Map([[rawText(THROTTLED.name), { ...evidence, newest }]]);
      const detail = detailOf(THROTTLED, { versions: oneVersion() });
      expect(onScreen(THROTTLED, { ...size, snapshot: { ...snapshot, failures, detail } })).toMatch(says);
    },
  );

  it('says for how many events its calls were when Lambda retried them', () => {
    expect(rowsOf('no such mailbox', 40, { eventCount: 1 })).toEqual(['no such mailbox, for 1 event']);
  });

  it.each([
    { which: 'has stopped', counts: [10, 12, 0, 0, 0, 0, 0], says: 'no such mailbox, none for 5 min' },
    { which: 'goes on', counts: [10, 12, 0, 0, 0, 2, 0], says: 'no such mailbox' },
    { which: 'is too rare to tell', counts: [1, 1, 0, 0, 0, 0, 0], says: 'no such mailbox' },
  ])('says whether it still happens when it $which', ({ counts, says }) => {
    const beganMs = NOW_MS - counts.length * MINUTE_MS;
    const byMinute = counts
      .map((count, minute) => ({ minuteMs: beganMs + minute * MINUTE_MS, count }))
      .filter(({ count }) => count > 0);
    const count = counts.reduce((sum, each) => sum + each, 0);
    expect(rowsOf('no such mailbox', 40, { count, firstMs: beganMs, byMinute })).toEqual([says]);
  });

  const newestOf = (...fates: readonly CallFate[]) => newestWhere({}, ...fates);
  const newestWhere = (group: Partial<FailureGroup>, ...fates: readonly CallFate[]) => {
    const newest = fates.map(newestFailure);
    const evidence = { ...evidenceOf('no such mailbox', group), newest };
    const section = failureSections(evidence, { timeoutMs: 10_000, times: TIMES }, 40, LOOK).at(-1);
    return { title: section?.title, rows: section?.lines.map((line) => lineText(line).slice(11).trimEnd()) };
  };

  it('says of each error whether its call failed, if some went on or still may', () => {
    expect(newestOf('failed', 'wentOn', 'open', 'unknown')).toEqual({
      title: 'NEWEST ERRORS',
      rows: [
        'failed   no such mailbox',
        'went on  no such mailbox',
        'no end   no such mailbox',
        '?        no such mailbox',
      ],
    });
  });

  it('has up to three rows among the newest where no other section needs them', () => {
    const says = rawText('PaymentsUnavailable: POST https://payments/v2/charges answered 503 after 3 tries');
    const newest = [{ ...newestFailure('failed'), says }];
    const evidence = { ...evidenceOf('no such mailbox', {}), newest };
    const section = failureSections(evidence, { timeoutMs: 10_000, times: TIMES }, 40, LOOK).at(-1)!;
    const textOf = (rows: readonly Line[] = []) => rows.map((row) => lineText(row).slice(11));
    expect(textOf(section.lines)).toEqual(['PaymentsUnavailable: POST …']);
    expect(section.longer?.map(textOf)).toEqual([
      ['PaymentsUnavailable: POST', 'https://payments/v2/charges', 'answered 503 after 3 tries'],
      ['PaymentsUnavailable: POST', 'https://payments/v2/charges …'],
    ]);
  });

  it('is cut between words where only the ellipsis has no room behind them', () => {
    const says = rawText('payments.internal: try 3 slow, waiting 200 ms');
    const evidence = { ...evidenceOf('no such mailbox', {}), newest: [{ ...newestFailure('failed'), says }] };
    const section = failureSections(evidence, { timeoutMs: 10_000, times: TIMES }, 49, LOOK).at(-1)!;
    expect(section.lines.map((row) => lineText(row).slice(11))).toEqual(['payments.internal: try 3 slow, …']);
  });

  it('is said not to fail most calls that log it, beside its title in the column of the facts', () => {
    const [section] = failureSections(
      evidenceOf('no such mailbox', { endedCount: 0 }),
      { timeoutMs: 10_000, times: TIMES },
      43,
      LOOK,
    );
    const head = heading(section!.title, section!.note as SafeText, 43, LOOK.glyphs);
    expect(lineText(head)).toMatch(/^LOGGED ERRORS ─+ most \S+ still succeeded$/);
  });

  it('is listed under the newest failures if no call is known to have gone on', () => {
    expect(newestOf('failed', 'unknown')).toEqual({
      title: 'NEWEST FAILURES',
      rows: ['no such mailbox', 'no such mailbox'],
    });
  });

  it('is no failure there if metrics count fewer failed calls than log it', () => {
    expect(newestWhere({ count: 174, endedCount: 0 }, 'unknown')).toEqual({
      title: 'NEWEST ERRORS',
      rows: ['?        no such mailbox'],
    });
  });
});
