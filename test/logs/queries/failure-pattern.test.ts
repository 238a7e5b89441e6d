import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { filterMatcher } from '../../../src/local/wire/logs/filter/filter-pattern.ts';
import { failureOf } from '../../../src/logs/failures/failure.ts';
import { minedWithEnd, silentEndOf } from '../../../src/logs/lines/mined-words.ts';
import {
  END_PATTERNS,
  JSON_FAILURES,
  STORY_PATTERN,
  TEXT_FAILURES,
} from '../../../src/logs/queries/failure-pattern.ts';
import { rawText } from '../../../src/terminal/text.ts';

const FOLDER = new URL('../../fixtures/log-samples/', import.meta.url);

const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.events.jsonl'))
  .flatMap((name) =>
    readFileSync(new URL(name, FOLDER), 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ name, message: rawText((JSON.parse(line) as { message: string }).message) })),
  );

const matches = filterMatcher(STORY_PATTERN) ?? (() => false);

describe('the filter for failures and REPORTs', () => {
  it.each([TEXT_FAILURES, JSON_FAILURES, STORY_PATTERN])(
    'stays within the limits of CloudWatch',
    (pattern) => {
      expect(pattern.length).toBeLessThanOrEqual(1_024);
      expect(filterMatcher(pattern)).not.toBeNull();
    },
  );

  it('matches every failure and every REPORT of every runtime and format', () => {
    const untold = samples.filter(({ message }) => {
      const line = parseLogLine(message);
      return (failureOf(line) !== null || line.report !== null) && !matches(message);
    });
    expect(untold).toEqual([]);
  });

  it.each(['json-nodejs', 'json-python', 'json-ruby', 'json-dotnet', 'json-java'])(
    'matches levels in JSON as every runtime and logger writes them: %s',
    (file) => {
      const isAsked = filterMatcher(JSON_FAILURES) ?? (() => false);
      const untold = samples.filter(
        ({ name, message }) =>
          name === `${file}.events.jsonl` &&
          message.startsWith('{') &&
          failureOf(parseLogLine(message)) !== null &&
          !isAsked(message),
      );
      expect(untold).toEqual([]);
    },
  );

  it('leaves out most other lines', () => {
    const others = samples.filter(({ message }) => {
      const line = parseLogLine(message);
      return line.report === null && line.level !== 'ERROR' && line.level !== 'FATAL';
    });
    expect(others.filter(({ message }) => matches(message)).length).toBeLessThan(others.length / 10);
  });
});

describe('the filter for an end that Lambda tells of', () => {
  const REPORT =
    'REPORT RequestId: 6747a2b5-69d2-45e7-a8bc-000000000009\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tStatus: error\tError Type: Runtime.ExitError';
  const lines = [...samples, { name: 'an exit without memory left', message: rawText(REPORT) }];

  it.each(['timeout', 'outOfMemory', 'crash'] as const)('finds every line that tells of it: %s', (end) => {
    const finds = filterMatcher(END_PATTERNS[end]) ?? (() => false);
    const ended = lines.filter(
      ({ message }) => silentEndOf(minedWithEnd(parseLogLine(message)) ?? '') === end,
    );
    expect(ended).not.toEqual([]);
    expect(ended.filter(({ message }) => !finds(message))).toEqual([]);
  });
});
