import { expect, it } from 'vitest';
import { recordedFlags } from '../../../../src/commands/session/recording/recorded-flags.ts';
import type { Flags } from '../../../../src/settings/command-line.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10.500Z');

it.each<[string, Flags, Flags]>([
  [
    'what chose the lines',
    { include: ['a'], errors: true, request: 'b' },
    { include: ['a'], errors: true, request: 'b' },
  ],
  [
    'what was judged',
    { only: ['losses'], within: '10m', all: true },
    { only: ['losses'], within: '10m', all: true },
  ],
  ['a time before the present in full', { since: '15m' }, { since: '2026-11-24T02:57:10.500Z' }],
  ['a time of day in full', { until: '02:55' }, { until: '2026-11-24T02:55:00.000Z' }],
  ['nothing of the display', { output: 'json', theme: 'light', 'no-follow': true }, {}],
  ['nothing of the account', { profile: 'prod', region: 'eu-west-1', record: 'a.ndjson' }, {}],
])('of the flags of a command, a recording keeps %s', (_, typed, kept) => {
  expect(recordedFlags(typed, NOW_MS)).toEqual(kept);
});
