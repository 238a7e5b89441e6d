import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../src/lambda/line/log-line.ts';
import { isErrorLine, outcomeOf } from '../../src/lambda/line/outcome.ts';
import { LOG_LEVELS } from '../../src/lambda/line/shape/log-level.ts';
import { rawText } from '../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../fixtures/labelled-samples.ts';
import { printedItem } from '../print/tail/printed-item.ts';
import { line as event } from '../views/tail/tail-story.ts';

const messages = fc.constantFrom(...LABELLED_SAMPLES.map(({ message }) => message));
const ORIGIN = { functionName: rawText('checkout'), group: rawText('/aws/lambda/checkout') };
const LONE_SURROGATE = /\p{Cs}/u;
const SEPARATORS = ['\t', '\n', '\r', ' ', '\u00a0', '\0', '"', '{', '}', ': ', 'Status: timeout', '\ud83d'];

/** A sample that is cut short, or has a piece removed, inserted or repeated. */
const mutated = fc
  .record({
    message: messages,
    at: fc.nat(1_000),
    length: fc.nat(40),
    piece: fc.oneof(fc.constantFrom(...SEPARATORS), fc.string({ maxLength: 20, unit: 'binary' })),
    how: fc.constantFrom('cut', 'without', 'with', 'twice'),
  })
  .map(({ message, at: anywhere, length, piece, how }) => {
    const at = anywhere % (message.length + 1);
    switch (how) {
      case 'cut':
        return message.slice(0, at);
      case 'without':
        return message.slice(0, at) + message.slice(at + length);
      case 'with':
        return message.slice(0, at) + piece + message.slice(at);
      default:
        return message.slice(0, at + length) + message.slice(at);
    }
  });

describe('a mutated sample', () => {
  it('is read as a line with consistent parts', () => {
    fc.assert(
      fc.property(mutated, (message) => {
        const line = parseLogLine(rawText(message));
        expect([...LOG_LEVELS, null]).toContain(line.level);
        expect(line.kind === 'report').toBe(line.report !== null);
        if (line.requestId !== null) expect(line.requestId).toMatch(/^[0-9a-f-]{36}$/);
        if (line.kind === 'failure') expect(line.requestId).not.toBeNull();
        if (line.isUncaught) expect(line.errorType).not.toBeNull();
        const outcome = outcomeOf(line);
        if (outcome !== null && outcome !== 'ok') expect(isErrorLine(line)).toBe(true);
        if (line.report !== null)
          for (const amount of [line.report.durationMs, line.report.billedMs, line.report.maxMemoryMb])
            if (amount !== null) expect(amount).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is one line of JSON that holds the message unchanged', () => {
    fc.assert(
      fc.property(mutated, (message) => {
        const json = printedItem(event(1, message), ORIGIN);
        expect(json).not.toMatch(/[\n\r]/);
        // JSON can't represent a lone surrogate.
        if (!LONE_SURROGATE.test(message)) expect(JSON.parse(json).message).toBe(message);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('words before a sample', () => {
  it("make it the code's: only a line from its start can open, close or end an invocation", () => {
    fc.assert(
      fc.property(messages, fc.constantFrom('> ', 'it said: ', '\t', ' ', '\n', '- '), (message, words) => {
        const { kind } = parseLogLine(rawText(words + message));
        expect(kind).toBe('app');
      }),
      { numRuns: 500 },
    );
  });
});
