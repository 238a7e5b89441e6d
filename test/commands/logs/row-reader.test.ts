import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWrittenEventReader } from '../../../src/aws/question/written-event.ts';
import { createRowReader } from '../../../src/commands/logs/row-reader.ts';
import { writerOf } from '../../../src/print/tail/log-names.ts';
import { tailJson } from '../../../src/print/tail/tail-json.ts';
import { tailText } from '../../../src/print/tail/tail-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { hostileText } from '../../property/hostile-text.ts';

const ORIGIN = { functionName: null, group: rawText('/aws/lambda/checkout') };
const UTF_8 = new TextDecoder();

const message = fc.oneof(
  fc.constantFrom(...LABELLED_SAMPLES.map((sample) => sample.message)),
  hostileText,
  fc.string(),
);
const list = fc.array(
  fc.record({
    logStreamName: fc.oneof(fc.constant('2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112'), hostileText),
    timestamp: fc.nat(253_402_300_799_999),
    message,
    ingestionTime: fc.nat(253_402_300_799_999),
    eventId: fc.stringMatching(/^\d{56}$/),
  }),
  { minLength: 1 },
);

describe('rows of a list of events', () => {
  it.each([
    ['text', null],
    ['text', 12],
    ['json', null],
  ] as const)('as %s in %s cells are those of its events one by one', (output, nameWidth) => {
    fc.assert(
      fc.property(list, (events) => {
        const json = JSON.stringify(
          events.map((each) => ({ ...each, message: each.message.toWellFormed() })),
        );
        const rows = createRowReader({ output, nameWidth })(json, ORIGIN);
        if (rows === null) return;
        const read = createWrittenEventReader();
        read(json);
        const items = read(json).map((event) => ({ type: 'event', event, lateMs: null }) as never);
        const lines = items.map((item: Parameters<typeof tailText>[0]) =>
          output === 'json'
            ? tailJson(item, ORIGIN)
            : tailText(item, writerOf(item.event, ORIGIN), nameWidth),
        );
        expect(UTF_8.decode(rows)).toBe(lines.map((line) => `${line}\n`).join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('are made from the first list on, which shows how lists are written', () => {
    const json = JSON.stringify([
      { logStreamName: 's', timestamp: 1, message: 'hello', ingestionTime: 2, eventId: '3' },
    ]);
    const rows = createRowReader({ output: 'json', nameWidth: null })(json, ORIGIN);
    expect(JSON.parse(UTF_8.decode(rows!))).toMatchObject({ message: 'hello', eventId: '3', lateMs: null });
  });

  it.each([
    ['an event lacks its id', '[{"logStreamName":"s","timestamp":1,"message":"hello","ingestionTime":2}]'],
    [
      'a message ends in half a character',
      '[{"logStreamName":"s","timestamp":1,"message":"\\ud83d","ingestionTime":2,"eventId":"3"}]',
    ],
  ])('are left to others where %s', (_what, json) => {
    expect(createRowReader({ output: 'text', nameWidth: null })(json, ORIGIN)).toBeNull();
  });
});
