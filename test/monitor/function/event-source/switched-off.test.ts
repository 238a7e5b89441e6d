import { expect, it } from 'vitest';
import type { EventSourceStatus } from '../../../../src/monitor/function/event-source/event-sources.ts';
import { switchedOffSources } from '../../../../src/monitor/function/event-source/switched-off.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { scriptedMapping } from '../../scripted-account.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12);

function sourceOf(name: string, state: string, modifiedMs: number | null = null): EventSourceStatus {
  const sourceArn = rawText(`arn:aws:sqs:eu-west-1:123456789012:${name}`);
  const mapping = scriptedMapping('worker', { source: 'sqs', sourceArn, state: rawText(state), modifiedMs });
  return { mapping, stream: null, queue: null };
}

it.each([
  ['none of a function without any', [], []],
  ['one that is off', [sourceOf('orders', 'Disabled')], ['orders']],
  ['one that is being switched off', [sourceOf('orders', 'Disabling')], ['orders']],
  ['none while another is on', [sourceOf('orders', 'Disabled'), sourceOf('returns', 'Enabled')], []],
  ['none that was switched off later', [sourceOf('orders', 'Disabled', NOW_MS + 60_000)], []],
])('the sources that nobody reads are %s', (_which, sources, names) => {
  expect(switchedOffSources(sources, NOW_MS)).toEqual(names);
});
