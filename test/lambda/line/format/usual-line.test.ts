import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageReader } from '../../../../src/lambda/line/format/message-in-json.ts';
import { usualLine } from '../../../../src/lambda/line/format/usual-line.ts';
import { type LogLine, oddLine, parseLogLine } from '../../../../src/lambda/line/log-line.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../../fixtures/labelled-samples.ts';
import { mutatedLine } from '../mutated-line.ts';

const ID = '2e859b52-6ec1-4404-a141-44d07e88e0e5';
const TIME = '2026-11-27T01:15:00.690Z';
const HEAD = `"timestamp":"${TIME}","level":"INFO","requestId":"${ID}"`;
const METRICS =
  '"metrics":{"durationMs":935.41,"billedDurationMs":936,"memorySizeMB":512,"maxMemoryUsedMB":190';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 80.30 ms\tBilled Duration: 81 ms\tMemory Size: 512 MB\tMax Memory Used: 97 MB`;

const USUAL = [
  `{${HEAD},"message":"order placed"}`,
  `{${HEAD},"message":"order placed","orderId":86349,"total":201.36,"paid":true,"paymentId":"pay_a9f"}`,
  `{"time":"${TIME}","type":"platform.start","record":{"requestId":"${ID}","version":"$LATEST"}}`,
  `{"time":"${TIME}","type":"platform.start","record":{"requestId":"${ID}","functionArn":"arn:aws:lambda","version":"7"}}`,
  `{"time":"${TIME}","type":"platform.report","record":{"requestId":"${ID}",${METRICS}},"status":"success"}}`,
  `{"time":"${TIME}","type":"platform.report","record":{"requestId":"${ID}",${METRICS},"initDurationMs":81.5},"status":"success"}}`,
  `START RequestId: ${ID} Version: $LATEST`,
  `END RequestId: ${ID}`,
  `${REPORT}\t`,
  `${REPORT}\tInit Duration: 488.91 ms\t`,
  `${TIME}\t${ID}\tWARN\tslow\tanswer\nof two lines`,
  `[ERROR]\t${TIME}\t${ID}\tslow\nanswer`,
  `{"timestamp": "${TIME}", "level": "INFO", "message": "order placed", "logger": "root", "requestId": "${ID}"}`,
  `2026-11-27 01:15:00 ${ID} INFO  ResizeHandler:41 - fetched a.jpg`,
];

/** Characters and words with a meaning in these lines, or close to one. */
const PIECES = [
  ...[
    '"',
    '\\',
    '\\"',
    ',',
    '{',
    '}',
    ':',
    '\t',
    '\n',
    '\r',
    '\0',
    '\x7f',
    ' ',
    '.',
    '0',
    '-',
    'e5',
    '\u00e9',
    '\u2028',
    '\ud83d',
  ],
  ...[
    '"level":"ERROR",',
    '"errorType":"Oops",',
    '"message":"again",',
    '"AWSRequestId":"none",',
    '"__proto__":1,',
  ],
  ...[
    '"orderId":2,',
    '"constructor":"x",',
    '"record":{},',
    '"_aws":{"CloudWatchMetrics":[]},',
    '"1":2,',
    '"type":"platform.x",',
  ],
  ...[
    'Status: timeout\t',
    'Error Type: Runtime.ExitError',
    'Restore Duration: 5 ms\t',
    'ERROR',
    'FATAL',
    'null',
    '1.50',
    '0.0000001',
  ],
];

const nearlyUsual = mutatedLine([...USUAL, ...LABELLED_SAMPLES.map(({ message }) => message)], PIECES);

/** A JSON line with arbitrary members. */
const member = fc.tuple(
  fc.oneof(
    fc.constantFrom(
      'orderId',
      'level',
      'msg',
      'errorType',
      'request_id',
      'tenantId',
      'a',
      'b',
      '__proto__',
      '0',
      'x-y',
    ),
    fc.string({ maxLength: 3 }),
  ),
  fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.double({ noNaN: true }),
    fc.nat(),
    fc.string({ unit: 'binary' }),
  ),
);
const jsonLine = fc
  .array(member, { maxLength: 10 })
  .map(
    (members) =>
      `{${[`${HEAD},"message":"hello"`, ...members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)].join(',')}}`,
  );

const HEADS = createMessageReader('head');
const ROWS = createMessageReader('row');
const LINE_ENDS = fc.constantFrom('', '\n', '\r\n', '\n\n', '\\n', '\\\n');

/** Removes what the head reader omits. */
const headOf = ({ text: _text, details: _details, report, ...head }: LogLine) => ({
  ...head,
  status: report?.status,
});
/** Removes what the row reader omits: the text of platform lines, which a row words in its own way. */
const rowOf = (line: LogLine) => (line.kind === 'app' ? line : { ...line, text: '' });

const isPrintable = ({ kind, text }: LogLine) => kind !== 'app' || /^[\x20!#-[\]-~]*$/.test(text);

describe('a common line', () => {
  it.each(USUAL)('is recognised: %s', (text) => {
    expect(usualLine(text)).toEqual(oddLine(text));
  });

  it('is read like by the readers of all formats, or not at all, however it is mangled', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyUsual, jsonLine), (text) => {
        const line = usualLine(text);
        if (line !== null) expect(line).toEqual(oddLine(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('means the same within JSON, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyUsual, jsonLine), LINE_ENDS, (text, end) => {
        const before = '{"message":"';
        const json = `${before}${JSON.stringify(text + end).slice(1)}}`;
        const line = parseLogLine(rawText(text + end));
        const head = HEADS.read(json, before.length);
        if (head !== null) expect(headOf(head)).toEqual(headOf(line));
        const row = ROWS.read(json, before.length);
        if (row !== null) expect(row).toEqual(rowOf(line));
      }),
      { numRuns: 20_000 },
    );
  });

  it('ends in JSON at its closing quote, common or not', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyUsual, jsonLine), LINE_ENDS, (text, end) => {
        const json = JSON.stringify(text + end);
        for (const reader of [HEADS, ROWS]) {
          reader.read(`${json},"message":"x"`, 1);
          // Escaped lone surrogates need the slow path.
          if (reader.end !== null || text.isWellFormed()) expect(reader.end).toBe(json.length - 1);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(USUAL)('is recognised within JSON: %s', (text) => {
    const json = JSON.stringify(`${text}\n`);
    expect(HEADS.read(json, 1)).not.toBeNull();
    const row = ROWS.read(json, 1);
    // Text that must be decoded or sanitized is left to the slow path.
    if (isPrintable(parseLogLine(rawText(text)))) expect(row).toEqual(rowOf(parseLogLine(rawText(text))));
    else expect(row).toBeNull();
  });

  it.each([
    ['a control character', `START\x01`],
    ['an invalid escape', String.raw`START\x`],
    ['half an escape', String.raw`START\u00`],
    ['no end', 'START'],
  ])('is not recognised in invalid JSON, with %s', (_what, json) => {
    expect(ROWS.read(json, 0)).toBeNull();
    expect(ROWS.end).toBeNull();
  });

  it('has the members of all lines in the same order, which keeps readers fast', () => {
    for (const text of USUAL) expect(Object.keys(usualLine(text) ?? {})).toEqual(Object.keys(oddLine(text)));
  });
});
