import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PATTERN } from '../../../src/logs/queries/failure-pattern.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import type { Asking } from '../../../src/monitor/calls/asking.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { readFurther } from '../../../src/monitor/case/further-reading.ts';
import type { Sources } from '../../../src/monitor/sources.ts';
import { readRecording } from '../../../src/recording/file/read-recording.ts';
import { RECORDING_FORMAT } from '../../../src/recording/file/recording-header.ts';
import { playback } from '../../../src/recording/playback/playback.ts';
import { recordToFile } from '../../../src/recording/recorder/recorder.ts';
import { redacted } from '../../../src/recording/recorder/redaction.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { scriptedFunction } from '../../monitor/scripted-account.ts';
import { createSteppedClock } from '../../monitor/stepped-clock.ts';
import { scriptedSources } from '../scripted-sources.ts';

const START_MS = Date.parse('2026-11-24T03:12:00Z');
const RANGE = { startMs: START_MS - 3 * 3_600_000, endMs: START_MS };
const signal = new AbortController().signal;
function asking(): Asking {
  const clock = createSteppedClock(START_MS);
  return {
    clock,
    signal,
    ledger: new ApiLedger(START_MS),
    budget: createCallBudget(clock, { random: () => 0.5 }),
  };
}
const raw = rawText;

/** An account whose Logs Insights answers the second request, and whose CloudTrail names who changed what. */
function answeringSources(): Sources {
  let asked = 0;
  return {
    ...scriptedSources(() => ({})),
    queries: {
      size: async () => ({
        ok: true,
        value: { storedBytes: 2_000_000_000, createdMs: START_MS - 86_400_000, retentionMs: null },
      }),
      start: async (_, query) => ({ ok: true, value: raw(query.includes('pattern') ? 'patterns' : 'calls') }),
      results: async (queryId) => {
        asked += 1;
        if (asked <= 2) return { ok: true, value: { status: 'running', rows: [], scannedBytes: 0 } };
        const rows =
          queryId === 'patterns'
            ? [
                new Map([
                  ['@pattern', raw('no stock of <*> for jo@example.org')],
                  ['@sampleCount', raw('41')],
                ]),
              ]
            : [
                new Map([
                  ['bin(5m)', raw('2026-11-24 03:10:00.000')],
                  ['calls', raw('120')],
                ]),
              ];
        return { ok: true, value: { status: 'complete', rows, scannedBytes: 5_000_000 } };
      },
      stop: async () => ({ ok: true, value: null }),
    },
    trail: {
      page: async () => ({
        ok: true,
        value: {
          items: [
            {
              eventId: raw('e1'),
              atMs: START_MS - 600_000,
              call: raw('UpdateFunctionCode'),
              actor: raw('jo'),
            },
            {
              eventId: raw('e0'),
              atMs: START_MS - 90_000_000,
              call: raw('UpdateFunctionCode'),
              actor: raw('jo'),
            },
          ],
          nextToken: null,
        },
      }),
    },
  };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-queries-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The recording made while `use` questioned the account, ready to play. */
async function played(name: string, use: (sources: Sources) => Promise<unknown>): Promise<Sources> {
  const path = join(folder, `${name}.ndjson`);
  const header = {
    recording: RECORDING_FORMAT,
    lmon: '0.1.0',
    startedMs: START_MS,
    region: 'eu-west-1',
    command: 'triage',
    operands: ['checkout-api'],
    isRedacted: false,
  };
  const recorder = recordToFile(path, { header, now: () => START_MS, onTrouble: () => {} });
  await use(recorder.recorded(answeringSources()));
  recorder.end();
  const answer = await readRecording([path]);
  if (answer.kind === 'complaint') throw new Error(answer.complaint);
  return playback(answer.recording, {
    clock: createSteppedClock(START_MS),
    retellsErrors: false,
    storyPattern: STORY_PATTERN,
  }).sources;
}

describe('the findings of Logs Insights', () => {
  const further = (sources: Sources, range = RANGE) =>
    readFurther(sources.queries, asking(), scriptedFunction('checkout-api'), { range });

  it('are replayed in the same words', async () => {
    const live = await further(answeringSources());
    expect(live).toMatchObject({ kind: 'read', queries: 2 });
    expect(await further(await played('same', further))).toEqual(live);
  });

  it('are replayed with the recorded span if a slightly later one is requested', async () => {
    const sources = await played('later', further);
    const later = { startMs: RANGE.startMs + 60_000, endMs: RANGE.endMs + 60_000 };
    expect(await further(sources, later)).toMatchObject({ fromMs: RANGE.startMs, toMs: RANGE.endMs });
  });

  it('are not recorded if there was no query', async () => {
    const sources = await played('nobody', ({ trail }) =>
      trail.page(raw('checkout-api'), RANGE, null, signal),
    );
    expect(await further(sources)).toMatchObject({ kind: 'unread' });
  });
});

describe('the author of a change', () => {
  const name = raw('checkout-api');

  it('is replayed for the requested span', async () => {
    const sources = await played('trail', ({ trail }) => trail.page(name, RANGE, null, signal));
    const page = await sources.trail.page(name, RANGE, null, signal);
    expect(page.ok && page.value.items.map(({ eventId }) => eventId)).toEqual(['e1']);
  });
});

describe('the black box', () => {
  it('masks what a query found, and leaves out the author of a change', () => {
    const query = {
      startMs: 0,
      endMs: 1,
      scannedBytes: 1,
      rows: [[['@pattern', raw('mail jo@example.org')]]] as const,
    };
    const of = 'checkout-api';
    expect(redacted({ fact: 'known', atMs: 0, what: 'logQuery', of, value: query })).toMatchObject({
      value: { rows: [[['@pattern', 'mail [mail]']]] },
    });
    const event = { eventId: raw('e1'), atMs: 0, call: raw('UpdateFunctionCode'), actor: raw('jo') };
    expect(redacted({ fact: 'known', atMs: 0, what: 'trailEvents', of, value: [event] })).toMatchObject({
      value: [{ actor: null }],
    });
  });
});
