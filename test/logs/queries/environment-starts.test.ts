import { describe, expect, it } from 'vitest';
import { firstStarts } from '../../../src/logs/queries/environment-starts.ts';
import { rawText } from '../../../src/terminal/text.ts';

const ENVIRONMENT = '0123456789abcdef0123456789abcdef';

function event(timestampMs: number, version: string, message: string) {
  return {
    eventId: rawText(`${timestampMs}`),
    logStream: rawText(`2026/11/24/[${version}]${ENVIRONMENT}`),
    timestampMs,
    ingestionMs: timestampMs,
    message: rawText(message),
  };
}

const text = (runtime: string, arn: string) =>
  `INIT_START Runtime Version: ${runtime}\tRuntime Version ARN: ${arn}\n`;
const json = (runtimeVersion: string, runtimeVersionArn: string) =>
  JSON.stringify({
    time: '2026-11-24T03:00:00.000Z',
    type: 'platform.initStart',
    record: { phase: 'init', runtimeVersion, runtimeVersionArn },
  });

describe('the environments that started', () => {
  it.each([
    ['text', text],
    ['JSON', json],
  ])('are the first one of each version and runtime, in %s', (_format, line) => {
    const events = [
      event(3, '8', line('nodejs:22.v61', 'arn:one')),
      event(1, '7', line('nodejs:22.v61', 'arn:one')),
      event(2, '7', line('nodejs:22.v61', 'arn:one')),
      event(4, '7', line('nodejs:22.v62', 'arn:two')),
    ];
    expect(firstStarts(events)).toEqual([
      { atMs: 1, version: '7', runtime: 'nodejs:22.v61', runtimeArn: 'arn:one' },
      { atMs: 3, version: '8', runtime: 'nodejs:22.v61', runtimeArn: 'arn:one' },
      { atMs: 4, version: '7', runtime: 'nodejs:22.v62', runtimeArn: 'arn:two' },
    ]);
  });

  it.each([
    ['lines of the code', 'it says INIT_START Runtime Version: nodejs:22.v61'],
    ['JSON that is not from Lambda', '{"type":"platform.initStart"}'],
  ])('do not include %s', (_what, message) => {
    expect(firstStarts([event(1, '7', message)])).toEqual([]);
  });

  it('are bounded, whatever a log contains', () => {
    const events = Array.from({ length: 500 }, (_, index) => event(index, '7', text(`any:${index}`, 'arn')));
    expect(firstStarts(events)).toHaveLength(50);
  });
});
