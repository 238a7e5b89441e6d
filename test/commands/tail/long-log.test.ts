import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import type { LogEvent } from '../../../src/logs/event.ts';
import { createReadEnds } from '../../../src/logs/read-ends.ts';
import type { TailEvent } from '../../../src/logs/tail-item.ts';
import { writerOf } from '../../../src/print/tail/log-names.ts';
import { tailText } from '../../../src/print/tail/tail-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { accountEnvironment } from '../../moto/account-environment.ts';
import { printedItem } from '../../print/tail/printed-item.ts';
import { linesOf, startLmonProcess } from '../lmon-process.ts';

const ORIGIN = {
  group: rawText('/long/log'),
  functionName: null,
  region: { name: rawText('eu-west-1'), isOneOfSeveral: false },
};
const PAGES = 5;
/** Several parts of a page, and several writes. */
const EVENTS_PER_PAGE = 2_000;
/** The first requests for this page are refused, which lmon must report. */
const FAULTY_PAGE = 3;
const REFUSALS = 2;

const NASTY = [
  'an escape \x1b[31m, a bell \x07 and a tab\t',
  'lines\r\nlines\rlines\n',
  'right to left \u202e and nothing \u200b\u00ad',
  'an emoji \ud83d\ude00, and half of one \ud83d',
  'C:\\users\\u0041 "quoted" \\ud83d \u2028 \x7f \x9b',
  '',
  ' blanks at the end   ',
  '{"message":"\\u001b[31m","level":"warn"}\n',
  '},{"logStreamName":"x","timestamp":1},{"',
];

const startMs = Date.now() - 60 * 60_000;
const events: readonly LogEvent[] = Array.from({ length: PAGES * EVENTS_PER_PAGE }, (_, index) => ({
  eventId: rawText(String(index).padStart(56, '3')),
  logStream: rawText(`2026/11/24/[${index % 7}]a41f3e13f9411b782a32b1eefce0a1${10 + (index % 70)}`),
  timestampMs: startMs + index * 100,
  ingestionMs: startMs + index * 100 + (index % 900),
  message: rawText(`${messageOf(index)}`),
}));
const ends = createReadEnds();
const items = events.map((event): TailEvent => {
  const end = ends.endAt(event, parseLogLine(event.message), 1);
  return { type: 'event', event, lateMs: null, ...(end === null ? {} : { end }) };
});

const rowOf = (output: string) => (item: TailEvent) =>
  output === 'json' ? printedItem(item, ORIGIN) : tailText(item, writerOf(item.event, ORIGIN), null);
/** Time and place only. */
const LEAST_OF_A_LINE = 60;

/** Hostile text is rare, so that some lists have none. */
function messageOf(index: number): string {
  const nasty = index % 1_000 === 0 ? NASTY[(index / 1_000) % NASTY.length] : undefined;
  return nasty ?? `${LABELLED_SAMPLES[index % LABELLED_SAMPLES.length]!.message}`;
}

const page = (index: number) =>
  JSON.stringify({
    events: events
      .slice(index * EVENTS_PER_PAGE, (index + 1) * EVENTS_PER_PAGE)
      .map(({ logStream, timestampMs, message, ingestionMs, eventId }) => ({
        logStreamName: logStream,
        timestamp: timestampMs,
        message,
        ingestionTime: ingestionMs,
        eventId,
      })),
    ...(index + 1 < PAGES ? { nextToken: String(index + 1) } : {}),
  });

let server: Server;
let refusals = 0;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { nextToken = '0' } = JSON.parse(await text(request)) as { readonly nextToken?: string };
    const isFault = Number(nextToken) === FAULTY_PAGE && refusals < REFUSALS;
    if (isFault) refusals += 1;
    response.writeHead(isFault ? 500 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(isFault ? '<html>' : page(Number(nextToken)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  env = accountEnvironment(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'eu-west-1');
});
afterAll(() => server.close());

const start = (output: string) =>
  startLmonProcess(['tail', ORIGIN.group, '--since', '2h', '--no-follow', '--output', output], { env });

async function read(output: string): Promise<readonly string[]> {
  refusals = 0;
  const { status, stdout } = await start(output).ended;
  expect([status, refusals]).toEqual([0, REFUSALS]);
  return linesOf(stdout);
}

/** Started, and read up to the page behind the faulty one. */
async function readHalf(output: string) {
  refusals = 0;
  const tail = start(output);
  await tail.waitUntil((stdout) => stdout.length > FAULTY_PAGE * EVENTS_PER_PAGE * LEAST_OF_A_LINE);
  return tail;
}

describe('a long log that is read once', () => {
  it('is printed as JSON event by event, with notices where they happened', async () => {
    const lines = await read('json');
    const isEvent = (line: string) => line.startsWith('{"v":1,"type":"event"');
    expect(lines.filter(isEvent)).toEqual(items.map(rowOf('json')));
    const notices = lines.flatMap((line, index) => (isEvent(line) ? [] : [[JSON.parse(line).kind, index]]));
    expect(notices).toEqual([
      ['unreachable', FAULTY_PAGE * EVENTS_PER_PAGE],
      ['recovered', (FAULTY_PAGE + 1) * EVENTS_PER_PAGE + 1],
    ]);
  });

  it('is printed as text event by event', async () => {
    expect(await read('text')).toEqual(items.map(rowOf('text')));
  });

  it.each(['json', 'text'])(
    'as %s is written as far as it was read when a signal ends it',
    async (output) => {
      const tail = await readHalf(output);
      tail.process.kill('SIGINT');
      const { status, stdout } = await tail.ended;
      expect(status).toBe(130);
      expect(stdout.endsWith('\n')).toBe(true);
      const lines = linesOf(stdout).filter((line) => !line.includes('"type":"notice"'));
      expect(lines).toEqual(items.slice(0, lines.length).map(rowOf(output)));
    },
  );

  it('ends quietly when it is no longer read', async () => {
    const tail = await readHalf('json');
    tail.process.stdout?.destroy();
    expect(await tail.ended).toMatchObject({ status: 0, signal: null, stderr: '' });
  });
});
