import { afterEach, describe, expect, it, vi } from 'vitest';
import { tailPrinter } from '../../../src/commands/logs/tail-printer.ts';
import type { Gap } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';

const CHOICE = { group: rawText('/shop/log'), writers: [] };

/** What stands beside the lines in a pipe. */
async function beside(gap: Gap): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await tailPrinter('text', [CHOICE, { ...CHOICE, group: rawText('/shop/other') }])({
    choice: CHOICE,
    items: [gap],
  });
  return write.mock.calls.join('');
}

describe('the end of a sleep that several logs slept through, in a pipe', () => {
  afterEach(() => vi.restoreAllMocks());
  const over = { type: 'gap', startMs: 0, endMs: 90_000, reason: 'asleep' } as const;

  it('says how many are read again', async () => {
    expect(await beside({ ...over, logCount: 2 })).toMatch(
      /^lmon: .*; 2 logs read again, nothing missing\n$/,
    );
  });

  it('says nothing where each log has said by itself what it lacks', async () => {
    expect(await beside({ ...over, logCount: 0 })).toBe('');
  });
});
