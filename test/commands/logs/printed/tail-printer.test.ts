import { afterEach, describe, expect, it, vi } from 'vitest';
import { tailPrinter } from '../../../../src/commands/logs/printed/tail-printer.ts';
import { createReadEnds } from '../../../../src/logs/read-ends.ts';
import type { Gap, Notice, TailEvent, TroubleKind } from '../../../../src/logs/tail-item.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { logged } from '../../../logs/lines/log-lines.ts';

const CHOICE = { group: rawText('/shop/log'), writers: [] };

/** The output on standard error, beside the lines. */
async function beside(item: Gap | Notice): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await tailPrinter('text', [CHOICE, { ...CHOICE, group: rawText('/shop/other') }])({
    choice: CHOICE,
    items: [item],
  });
  return write.mock.calls.join('');
}

describe('the end of a sleep of several logs, in a pipe', () => {
  afterEach(() => vi.restoreAllMocks());
  const over = { type: 'gap', startMs: 0, endMs: 90_000, reason: 'asleep' } as const;

  it('says how many are read again', async () => {
    expect(await beside({ ...over, logCount: 2 })).toMatch(
      /^lmon: .*; 2 logs read again, nothing missing\n$/,
    );
  });

  it('says nothing if each log has reported its own gap', async () => {
    expect(await beside({ ...over, logCount: 0 })).toBe('');
  });
});

describe('trouble and its end, in a pipe of several logs', () => {
  afterEach(() => vi.restoreAllMocks());
  const begins = (kind: TroubleKind) =>
    beside({ type: 'notice', kind, atMs: 9, sinceMs: 0, name: rawText('any'), message: rawText('any') });
  const ends = (from: TroubleKind) =>
    beside({ type: 'notice', kind: 'recovered', from, atMs: 9, sinceMs: 0 });

  it.each(['busy', 'unreachable', 'unreadable', 'expired'] as const)(
    'name no log if logs share it, as any of them may meet it first and last: %s',
    async (kind) => {
      expect(await begins(kind)).not.toContain('/shop/log');
      expect(await ends(kind)).not.toContain('/shop/log');
    },
  );

  it.each(['denied', 'malformed', 'waiting'] as const)(
    "name the log if it is that log's own: %s",
    async (kind) => {
      expect(await begins(kind)).toContain('/shop/log: ');
      expect(await ends(kind)).toContain('/shop/log: ');
    },
  );
});

describe('matching lines and their context', () => {
  const line = (message: string, passage: symbol): TailEvent => ({
    type: 'event',
    event: {
      eventId: rawText(message),
      logStream: rawText('any'),
      timestampMs: 0,
      ingestionMs: 0,
      message: rawText(message),
    },
    lateMs: null,
    passage,
  });
  const [first, second] = [Symbol('first'), Symbol('second')];
  const items = [line('one', first), line('two', first), line('three', second), line('four', first)];

  async function printed(output: 'text' | 'raw' | 'json'): Promise<string> {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await tailPrinter(output, [CHOICE])({ choice: CHOICE, items });
    return write.mock.calls.map(([text]) => text).join('');
  }
  afterEach(() => vi.restoreAllMocks());

  it('stand together in text, separated as by grep', async () => {
    const words = (await printed('text'))
      .split('\n')
      .slice(0, -1)
      .map((each) => each.split(' ').at(-1));
    expect(words).toEqual(['one', 'two', 'four', '--', 'three']);
  });

  it.each(['raw', 'json'] as const)(
    'are not separated if each line is an event of its own: %s',
    async (output) => {
      expect(await printed(output)).not.toMatch(/^--$/m);
    },
  );
});

describe('the lines of a group that functions share', () => {
  afterEach(() => vi.restoreAllMocks());

  it('stand in one column behind the longest name so far', async () => {
    const names = ['cart-api', 'checkout-api', 'cart-api', 'geo'];
    const items = names.map(
      (name, place): TailEvent => ({
        type: 'event',
        event: {
          eventId: rawText(`${place}`),
          logStream: rawText(`2026/11/28/${name}[7]0f34e13f9411b782a32b1eefce0a1128`),
          timestampMs: 0,
          ingestionMs: 0,
          message: rawText('said'),
        },
        lateMs: null,
      }),
    );
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await tailPrinter('text', [CHOICE])({ choice: CHOICE, items });
    const lines = write.mock.calls
      .map(([text]) => text)
      .join('')
      .split('\n')
      .slice(0, -1);
    expect(lines.map((each) => each.indexOf('said'))).toEqual([54, 58, 58, 58]);
  });
});

describe('the names in a log that functions share', () => {
  const writtenBy = (functionName: string): TailEvent => ({
    type: 'event',
    event: {
      eventId: rawText(functionName),
      logStream: rawText(`2026/11/24/${functionName}[7]${'e'.repeat(32)}`),
      timestampMs: 0,
      ingestionMs: 0,
      message: rawText('done'),
    },
    lateMs: null,
  });
  const LONG = 'long'.repeat(7);
  const LONGEST = 'longest'.repeat(20);
  afterEach(() => vi.restoreAllMocks());

  it.each([
    { case: 'the longest so far', names: [LONG, 'short'], columns: [28, 28] },
    { case: 'the longest that leaves room for a message', names: [LONGEST, 'short'], columns: [140, 40] },
  ])('are whole, and padded to $case', async ({ names, columns }) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await tailPrinter('text', [CHOICE])({ choice: CHOICE, items: names.map(writtenBy) });
    const rows = write.mock.calls.map(([text]) => text).join('');
    for (const [index, name] of names.entries()) {
      expect(rows.split('\n')[index]).toContain(`Z ${name.padEnd(columns[index] ?? 0)} eeee `);
    }
  });
});

describe('the end of a run in a pipe', () => {
  afterEach(() => vi.restoreAllMocks());
  const run = (...words: readonly string[]) => words.map((each) => logged(each));
  const THREW = run('START@10', 'THROWN@20', 'REPORT@30');
  const WENT_WELL = run('START@10', 'charged@20', 'REPORT@30');

  async function lastLine(output: 'text' | 'json', items: readonly TailEvent[], isWhole: boolean) {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const print = tailPrinter(output, [CHOICE], createReadEnds());
    for (const item of items) await print({ choice: CHOICE, items: [item], stretch: isWhole ? 0 : null });
    return String(write.mock.calls.at(-1)?.[0]).trimEnd();
  }

  it.each([
    { what: 'threw', items: THREW, isWhole: true, text: 'error     41 ms  171/512 MB  TypeError' },
    {
      what: 'threw, of a part',
      items: THREW,
      isWhole: false,
      text: 'error     41 ms  171/512 MB  TypeError',
    },
    { what: 'went well', items: WENT_WELL, isWhole: true, text: 'ok        41 ms  171/512 MB' },
    { what: 'is not known whole', items: WENT_WELL, isWhole: false, text: '\\?         41 ms  171/512 MB' },
  ])('is told as text by all of its lines: $what', async ({ items, isWhole, text }) => {
    expect(await lastLine('text', items, isWhole)).toMatch(new RegExp(` END   ${text}$`));
  });

  it.each([
    { what: 'threw', items: THREW, isWhole: true, end: { outcome: 'error', errorType: 'TypeError' } },
    { what: 'went well', items: WENT_WELL, isWhole: true, end: { outcome: 'ok', errorType: null } },
    { what: 'is not known whole', items: WENT_WELL, isWhole: false, end: { outcome: null, errorType: null } },
  ])('is told as JSON by all of its lines: $what', async ({ items, isWhole, end }) => {
    expect(JSON.parse(await lastLine('json', items, isWhole))).toMatchObject({ kind: 'report', ...end });
  });
});
