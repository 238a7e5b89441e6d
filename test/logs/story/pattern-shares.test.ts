import { describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { bytesHeld } from '../../garbage.ts';
import { logged } from '../lines/log-lines.ts';

/** For each pattern, the share of failed and of other requests that logged it. */
function sharesOf(lines: readonly TailEvent[]): Readonly<Record<string, readonly (number | null)[]>> {
  const memory = createStoryMemory({ maxItems: 2_000, maxBytes: 10_000_000 });
  memory.add(lines);
  return Object.fromEntries(
    memory.shares(10).map(({ wording, ofFailed, ofOthers }) => [wording.join('#'), [ofFailed, ofOthers]]),
  );
}

/** The lines of one request, in its own environment: `START@10 charged@15 REPORT@20`. */
function request(id: string, marks: string): readonly TailEvent[] {
  const requestId = `${id.repeat(8)}-69d2-45e7-a8bc-f805f7fd517a`;
  return marks.split(' ').map((mark) => logged(mark, requestId, `stream ${id}`));
}

const WHOLE = 'START@10 charged@15 REPORT@20';
const FAILED = 'START@10 declined@15 THROWN@16 REPORT@20';

describe('the share of requests that log a pattern', () => {
  it.each([
    [
      'counts a request once that logs it several times',
      request('a', 'START@10 charged@12 charged@15 REPORT@20'),
      { charged: [null, 1] },
    ],
    [
      'counts failed requests separately',
      [...request('a', WHOLE), ...request('b', 'START@10 REPORT@20'), ...request('c', FAILED)],
      { charged: [0, 0.5], declined: [1, 0] },
    ],
    [
      'is of requests read from their beginning: others may have logged it before',
      [
        ...request('a', WHOLE),
        ...request('b', 'REPORT@20'),
        ...request('c', FAILED),
        ...request('d', 'THROWN@5 REPORT@20'),
      ],
      { charged: [0, 1], declined: [1, 0] },
    ],
    [
      'is of all requests in a log configured to have no START lines',
      [...request('a', 'charged@15 REPORT@20'), ...request('b', 'REPORT@20')],
      { charged: [null, 0.5] },
    ],
    [
      'counts a request once its beginning has been read, in whatever order',
      [...request('b', 'START@10 REPORT@20'), ...request('a', 'REPORT@20 charged@15 START@10')],
      { charged: [null, 0.5] },
    ],
  ])('%s', (_what, lines, shares) => {
    expect(sharesOf(lines)).toMatchObject(shares);
  });
});

describe('the order of patterns', () => {
  it('is that of the first lines where figures read the same, so that rows do not change places', () => {
    const failed = request('f', 'START@10 looked@12 charged@14 THROWN@16 REPORT@20');
    const healthy = Array.from({ length: 300 }, (_, place) => {
      const id = place.toString(16).padStart(8, '0');
      // The newest call's line is late.
      const marks = ['START@10', 'looked@12', ...(place === 299 ? [] : ['charged@14']), 'REPORT@20'];
      return marks.map((mark) => logged(mark, `${id}-69d2-45e7-a8bc-f805f7fd517a`, `stream ${id}`));
    });
    const said = Object.keys(sharesOf([...failed, ...healthy.flat()]));
    expect(said.filter((words) => ['looked', 'charged'].includes(words))).toEqual(['looked', 'charged']);
  });
});

describe('the wording of a pattern', () => {
  it('has a place for a value that was the same for long before it changed', () => {
    const tries = [...Array<number>(30).fill(2), 3].map((at, second) =>
      logged(`retry ${at}/3 of the charge@${second}`),
    );
    expect(Object.keys(sharesOf(tries))).toEqual(['retry # of the charge']);
  });
});

/** As if several logs are shown as one. */
function ofLog(name: string, lines: readonly TailEvent[]): readonly TailEvent[] {
  const origin = { group: rawText(`/aws/lambda/${name}`), functionName: rawText(name) };
  return lines.map((line) => ({ ...line, origin }));
}

describe('the share of requests that log a pattern, in several logs', () => {
  const charging = [...request('a', WHOLE), ...request('c', 'START@10 charged@15 THROWN@16 REPORT@20')];
  const quiet = ['d', 'e', 'f'].flatMap((id) => request(id, 'START@10 looked@15 REPORT@20'));
  const both = [...ofLog('charging', charging), ...ofLog('quiet', quiet)];

  it('is of the logs that contain it, as others log their own lines whoever fails', () => {
    expect(sharesOf(both)).toMatchObject({ charged: [1, 1], looked: [null, 1] });
  });

  it('ranks first what distinguishes most failures, not those of a log that hardly fails', () => {
    const failing = ['1', '2', '3'].flatMap((id) => request(id, FAILED));
    const once = [...request('4', 'START@10 odd@15 THROWN@16 REPORT@20'), ...request('5', WHOLE)];
    const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 10_000_000 });
    memory.add([...ofLog('failing', [...failing, ...request('6', WHOLE)]), ...ofLog('once', once)]);
    const said = memory.shares(10).map(({ wording }) => wording.join('#'));
    expect(said.indexOf('declined')).toBeLessThan(said.indexOf('odd'));
  });

  it('ranks the best sign of each log before further ones of a log that fails more often', () => {
    const failing = ['1', '2', '3'].flatMap((id) => request(id, FAILED));
    const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 10_000_000 });
    memory.add([
      ...ofLog('failing', [...failing, ...request('6', WHOLE)]),
      ...ofLog('once', request('4', 'START@10 TRACEBACK@16 REPORT@20')),
      ...ofLog('healthy', request('5', 'START@10 looked@15 REPORT@20')),
    ]);
    const said = memory.shares(10).map(({ wording }) => wording.join('#'));
    expect(said).toEqual(['declined', "KeyError: 'customerId'", 'TypeError: no cart', 'charged', 'looked']);
  });
});

/** Letters alone: no part of it looks like a value. */
function word(number: number): string {
  const digits = Array.from((number % 308_915_776).toString(26), (digit) => Number.parseInt(digit, 26));
  return digits.map((digit) => String.fromCharCode(97 + digit)).join('');
}

/** Words that nobody said before. */
function threeWords(number: number): string {
  return [104_729, 999_983, 7_919].map((each) => word(each * number).repeat(3)).join(' ');
}

/** A line with its own text, which is in one piece, as texts come with an answer. */
function said(number: number, text: string): TailEvent {
  const item = logged(`charged@${number}`);
  return { ...item, event: { ...item.event, message: rawText(Buffer.from(text).toString()) } };
}

describe('the memory for patterns', () => {
  it('does not grow with ever more of them, as where a log holds what people type', () => {
    const memory = createStoryMemory({ maxItems: 1_000, maxBytes: 1_000_000 });
    const addAll = (from: number, to: number) => {
      for (let number = from; number < to; number++) memory.add([said(number, threeWords(number))]);
    };
    addAll(0, 16_000);
    const bytesBefore = bytesHeld();
    addAll(16_000, 32_000);
    expect((bytesHeld() - bytesBefore) / 2 ** 20).toBeLessThan(4);
    expect(memory.size).toBe(1_000);
  });

  it('is for their samples, not for the lines that these were taken from', () => {
    const bytesBefore = bytesHeld();
    const memory = createStoryMemory({ maxItems: 100, maxBytes: 1_000_000 });
    const payload = 'a little of everything '.repeat(1_000);
    for (let number = 0; number < 1_000; number++)
      memory.add([said(number, `${threeWords(number)}\n${payload}`)]);
    expect((bytesHeld() - bytesBefore) / 2 ** 20).toBeLessThan(6);
    expect(memory.size).toBeLessThanOrEqual(100);
  });
});
