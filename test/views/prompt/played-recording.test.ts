import { describe, expect, it } from 'vitest';
import { playedRecording } from '../../../src/views/prompt/played-recording.ts';
import { replayAt } from '../replay-at.ts';

const ACCESS = { region: 'eu-west-1', profile: null, endpointUrl: null, isDemo: false };
const END_MS = Date.parse('2026-11-24T03:20:00Z');

describe('a recording on screen', () => {
  it.each([
    { words: ['incident.ndjson'], lmon: 'lmon', replaying: 'lmon replay incident.ndjson' },
    {
      words: ['--last', 'fleet'],
      lmon: 'node dist/lmon.js',
      replaying: 'node dist/lmon.js replay --last fleet',
    },
    { words: ["the week's.ndjson"], lmon: 'lmon', replaying: "lmon replay 'the week'\\''s.ndjson'" },
  ])('is played again by a shell: $replaying', ({ words, lmon, replaying }) => {
    const replay = { ...replayAt(1, END_MS), words };
    const whereabouts = { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0, replay };
    expect(playedRecording({ whereabouts, access: { ...ACCESS, lmon } })).toEqual({
      endMs: END_MS,
      replaying,
    });
  });
});
