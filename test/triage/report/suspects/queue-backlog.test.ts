import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { Cause } from '../../../../src/triage/cause/cause.ts';
import type { CaseFile } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { clearOf } from '../../../../src/triage/report/clear.ts';
import { queueBacklog } from '../../../../src/triage/report/suspects/queue-backlog.ts';
import { DEFAULT_THRESHOLDS } from '../../../../src/triage/thresholds.ts';
import { assessmentOf, minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf, QUEUE } from '../case.ts';

function weighed(more: Partial<CaseFile>) {
  const file = caseOf({
    waiting: { of: 'messages', ageMs: 600_000 },
    eventSources: { known: true, value: [QUEUE] },
    reasons: [reasonOf('backlog')],
    ...more,
  });
  const found = queueBacklog.weigh(file, onsetsOf(file));
  return (
    found && {
      title: lineText(found.title),
      now: lineText(found.advice.now),
      contra: found.contra.map(({ says }) => lineText(says)),
      against: found.contra.reduce((sum, { weight }) => sum + weight, 0),
    }
  );
}

const mapping = (inUse: number) => assessmentOf({ kind: 'source', value: 10, inUse, isQueue: true });

const OFF = { ...QUEUE, state: rawText('Disabled') };

describe('waiting messages', () => {
  it('get no more concurrency before the account pool, if that is short, has room', () => {
    const limit = {
      kind: 'source',
      value: 10,
      inUse: 9,
      isQueue: true,
      pool: { value: 765, inUse: 700 },
    } as const;
    const assessment = assessmentOf(limit);
    const cause = { kind: 'poolFull', culprit: rawText('image-resize') } as unknown as Cause;
    expect(weighed({ assessment, causes: [cause] })?.now).toMatch(
      /^free the account pool first \(image-resize grew the most\); then raise/,
    );
    expect(weighed({ assessment })?.now).toMatch(/^see whether what it calls bears more; then raise/);
  });

  it.each([
    {
      which: 'nobody gave it a maximum, which would be lower than what Lambda gives by itself',
      queues: [{ maximumConcurrency: null }],
      value: 1_250,
      title: 'messages wait: Lambda makes no more calls for their queue',
      more: 'give its mapping provisioned pollers',
    },
    {
      which: 'it has many pollers of its own',
      queues: [{ maximumConcurrency: null, provisionedPollers: { minimum: 2, maximum: 200 } }],
      value: 2_000,
      title: 'messages wait: the provisioned pollers of their mapping make no more calls',
      more: 'give its mapping more provisioned pollers',
    },
    {
      which: 'it has few pollers of its own, beside which there is no maximum',
      queues: [{ maximumConcurrency: null, provisionedPollers: { minimum: 2, maximum: 20 } }],
      value: 200,
      title: 'messages wait: the provisioned pollers of their mapping make no more calls',
      more: 'give its mapping more provisioned pollers',
    },
    {
      which: 'it is one of two, whose maxima add up to more than Lambda gives one by itself',
      queues: [{ maximumConcurrency: 700 }, { maximumConcurrency: 700 }],
      value: 1_400,
      title: 'messages wait for the maximum concurrency of their mapping',
      more: 'raise the maximum concurrency of its mapping',
    },
    {
      which: 'its maximum is the greatest there is',
      queues: [{ maximumConcurrency: 1_000 }],
      value: 1_000,
      title: 'messages wait for the maximum concurrency of their mapping',
      more: 'give its mapping provisioned pollers in place of its maximum concurrency',
    },
    {
      which: 'another that has pollers is switched off',
      queues: [
        { maximumConcurrency: 10 },
        { state: rawText('Disabled'), provisionedPollers: { minimum: 2, maximum: 20 } },
      ],
      value: 10,
      title: 'messages wait for the maximum concurrency of their mapping',
      more: 'raise the maximum concurrency of its mapping',
    },
  ])('get the maximum calls of their queue if $which', ({ queues, value, title, more }) => {
    const assessment = assessmentOf({ kind: 'source', value, inUse: value - 1, isQueue: true });
    const eventSources = { known: true, value: queues.map((queue) => ({ ...QUEUE, ...queue })) } as const;
    expect(weighed({ assessment, eventSources })).toMatchObject({
      title,
      now: `see whether what it calls bears more; then ${more}`,
    });
  });

  it.each([
    {
      case: 'the maximum concurrency of the mapping',
      assessment: mapping(9),
      title: 'messages wait for the maximum concurrency of their mapping',
    },
    { case: 'nothing visible to lmon', assessment: mapping(2), title: 'messages wait' },
    {
      case: 'a mapping that is switched off',
      assessment: mapping(0),
      eventSources: { known: true as const, value: [{ ...QUEUE, state: rawText('Disabled') }] },
      title: 'messages wait: their mapping is switched off',
    },
    {
      case: 'mappings that are all switched off',
      assessment: mapping(0),
      eventSources: {
        known: true as const,
        value: [OFF, { ...OFF, name: rawText('arn:aws:sqs:eu-west-1:1:late') }],
      },
      title: 'messages wait: their mappings are switched off',
    },
    {
      case: 'one mapping of two that is switched off, maybe',
      assessment: mapping(2),
      eventSources: {
        known: true as const,
        value: [QUEUE, { ...OFF, name: rawText('arn:aws:sqs:eu-west-1:1:late') }],
      },
      title: 'messages wait, maybe those of late: its mapping is switched off',
    },
  ])(
    'are explained by $case',
    ({ title, assessment, eventSources = { known: true as const, value: [QUEUE] } }) => {
      expect(weighed({ assessment, eventSources })?.title).toBe(title);
    },
  );

  it('make the queue less suspect if calls are slower', () => {
    const durationRise = { sinceMs: 0, beforeMs: 100, nowMs: 900 };
    expect(weighed({ assessment: mapping(9), durationRise })?.contra).toEqual([
      'its calls take longer than they did: at the old duration that would do',
    ]);
  });

  it.each([
    { what: 'calls were slower before anything waited', sinceMinute: 5, inUse: 9, nowMs: 900, against: 4 },
    {
      what: 'calls became slower after the wait, as batches fill',
      sinceMinute: 9,
      inUse: 9,
      nowMs: 900,
      against: 2,
    },
    { what: 'it would be full even at the old duration', sinceMinute: 5, inUse: 10, nowMs: 120, against: 2 },
  ])('weigh $against against the queue if $what', ({ sinceMinute, inUse, nowMs, against }) => {
    const durationRise = { sinceMs: minuteMsAt(sinceMinute), beforeMs: 100, nowMs };
    expect(weighed({ assessment: mapping(inUse), durationRise })?.against).toBe(against);
  });

  it('are no suspect before a rule is broken or a limit is reached', () => {
    expect(weighed({ assessment: mapping(2), reasons: [] })).toBeNull();
  });

  it('count as full from the configured use on', () => {
    const thresholds = { ...DEFAULT_THRESHOLDS, use: { warnAt: 0.1, critAt: 0.5 } };
    expect(weighed({ assessment: mapping(2), reasons: [], thresholds })?.title).toContain(
      'maximum concurrency',
    );
  });
});

describe('what is clear', () => {
  const minutes = minutesOf(...times(60, { durationMaxMs: 400 }));
  const said = (warnAt: number) =>
    clearOf(
      caseOf({
        minutes,
        thresholds: { ...DEFAULT_THRESHOLDS, timeout: { warnAt, critAt: 1 } },
        configuration: { ...caseOf().configuration, timeoutMs: 1_000 },
      }),
      onsetsOf(caseOf()),
    ).map(({ says }) => lineText(says));

  it('depends on the configured thresholds', () => {
    expect(said(0.5)).toContain('longest call 40 % of the timeout');
    expect(said(0.3)).not.toContain('longest call 40 % of the timeout');
  });
});
