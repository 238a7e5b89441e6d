import { describe, expect, it } from 'vitest';
import { replayedFlags } from '../../../src/commands/replay/replayed-flags.ts';
import type { RecordedFlags } from '../../../src/recording/file/recording-header.ts';
import type { Flags } from '../../../src/settings/command-line.ts';

describe('the flags of a replay', () => {
  it.each<[string, Flags, RecordedFlags, Flags]>([
    ['are the recorded ones', {}, { level: 'warn' }, { level: 'warn' }],
    ['hold typed ones in place of their own', { level: 'info' }, { level: 'warn' }, { level: 'info' }],
    [
      'hold others beside typed ones',
      { exclude: ['b'] },
      { include: ['a'] },
      { include: ['a'], exclude: ['b'] },
    ],
    ['name one level only', { level: 'info' }, { errors: true }, { level: 'info' }],
    ['name errors without a level', { errors: true }, { level: 'info' }, { errors: true }],
    ['look for a request in all lines', { request: 'a' }, { include: ['b'], context: '2' }, { request: 'a' }],
    ['look for lines of all requests', { include: ['b'] }, { request: 'a' }, { include: ['b'] }],
    ['take both ends of the window from one place', { until: '03:00' }, { since: 'x' }, { until: '03:00' }],
    ['leave the past window for a typed moment', { now: '03:00' }, { until: 'x' }, { now: '03:00' }],
  ])('%s', (_, typed, recorded, flags) => {
    expect(replayedFlags(recorded, typed)).toEqual(flags);
  });
});
