import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineSelection } from '../../../src/commands/logs/typed/line-selection.ts';
import type { TypedLines } from '../../../src/settings/settings.ts';
import { FROZEN_MS } from '../../frozen-demo.ts';
import { runLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { frozenAccount, type LocalAccount, writtenEvents } from '../local-account.ts';

const SINCE_MS = FROZEN_MS - 10 * 60_000;
const UNTIL_MS = SINCE_MS + 8_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString(), '--until', new Date(UNTIL_MS).toISOString()];

const CONTEXT_RANGE = '--context, --before-context and --after-context take a number from 0 to 1000';

let account: LocalAccount;
let written: readonly string[];
beforeAll(async () => {
  account = await frozenAccount();
  written = writtenEvents(account, 'checkout-api', SINCE_MS, UNTIL_MS).map(({ message }) =>
    message.trimEnd(),
  );
});
afterAll(() => account.close());

const tail = (...args: string[]): Promise<Ended> =>
  runLmon(['tail', 'checkout-api', ...SPAN, ...args], { env: account.env });
const rawLines = async (...args: string[]) => linesOf((await tail('--output', 'raw', ...args)).stdout);

describe('the lines of lmon tail', () => {
  it.each<[string, readonly string[], (message: string) => boolean]>([
    [
      "that pass AWS's filter",
      ['--filter', '"payments.internal" -WARN'],
      (m) => /payments\.internal/.test(m) && !/WARN/.test(m),
    ],
    [
      'with a field',
      ['--filter', '{ $.level = "ERROR" || $.latencyMs > 2000 }'],
      (m) => m.startsWith('{') && /"level":"ERROR"|"latencyMs":(2[0-9]{3}|[3-9][0-9]{3})\b/.test(m),
    ],
    ['that match', ['--include', 'retry [23]/'], (m) => /retry [23]\//.test(m)],
    [
      'that match either one',
      ['--include', 'retry 2', '--include=(?i)error'],
      (m) => /retry 2|error/i.test(m),
    ],
    ['that do not match', ['--exclude', '"type":"platform\\.'], (m) => !/"type":"platform\./.test(m)],
    [
      'that are left',
      ['--filter', 'WARN', '--include', 'retry', '--exclude', '3/3'],
      (m) => /WARN/.test(m) && /retry/.test(m) && !/3\/3/.test(m),
    ],
  ])('are those %s', async (_name, args, isWanted) => {
    const expected = written.filter(isWanted);
    expect(expected.length).toBeGreaterThan(3);
    expect(expected.length).toBeLessThan(written.length);
    expect(await rawLines(...args)).toEqual(expected);
  });

  it('are of a level and above, including failed invocations', async () => {
    const { stdout } = await tail('--output', 'json', '--level', 'warn');
    const objects = linesOf(stdout).map(
      (line) => JSON.parse(line) as { level: string; kind: string; outcome: string | null },
    );
    const [reports, others] = [true, false].map((isReport) =>
      objects.filter(({ kind }) => (kind === 'report') === isReport),
    );
    expect(new Set(others?.map(({ kind, level }) => `${kind} ${level}`))).toEqual(
      new Set(['app WARN', 'app ERROR']),
    );
    // Those that say it themselves, and those of handlers that threw.
    expect(new Set(reports?.map(({ outcome }) => outcome))).toEqual(new Set(['timeout', 'error']));
  });

  it('come with those of the same request around them', async () => {
    const lines = await rawLines('--include', '"type":"platform.report"', '-B', '2');
    const reports = lines.filter((line) => line.includes('"type":"platform.report"'));
    expect(reports.length).toBeGreaterThan(100);
    for (const report of reports) {
      const requestId = /"requestId":"([^"]+)"/.exec(report)?.[1] ?? '';
      const ofRequest = written.filter((line) => line.includes(requestId));
      expect(lines.filter((line) => line.includes(requestId))).toEqual(ofRequest.slice(-3));
    }
  });

  it('are none if none matches', async () => {
    const { status, stdout, stderr } = await tail('--include', 'no line says so');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^lmon: no event as asked for in \S+ from \S+Z to \S+Z\n$/);
  });
});

describe('impossible filters', () => {
  it.each([
    [['--filter', '{ $.level ='], 'AWS refuses --filter "{ $.level =": Invalid filter pattern'],
    [['--include', '('], '--include: "(" can\'t be looked for: missing closing )'],
  ])('are one line and status 64: %j', async (args, complaint) => {
    expect(await tail(...args)).toEqual({
      status: 64,
      signal: null,
      stdout: '',
      stderr: `lmon: ${complaint}\n`,
    });
  });

  const plain = {
    filter: null,
    include: [],
    exclude: [],
    level: null,
    errors: false,
    before: null,
    after: null,
  };

  it.each<[Partial<TypedLines>, string]>([
    [{ filter: 'x'.repeat(1_025) }, '--filter has 1025 characters: CloudWatch takes 1024'],
    [{ exclude: ['a', '(a)\\1'] }, '--exclude: "(a)\\1" can\'t be looked for: invalid escape sequence'],
    [{ level: 'loud' }, '--level loud is none of trace, debug, info, warn, error, fatal'],
    [{ level: 'warn', after: 'many' }, CONTEXT_RANGE],
    [{ level: 'warn', before: '1001' }, CONTEXT_RANGE],
    [{ level: 'warn', errors: true }, '--errors is --level error: name one of them'],
    [
      { filter: 'ERROR', before: '3', after: '3' },
      '--context, --before-context and --after-context show lines around those of --include, --level and --errors: name one of them',
    ],
  ])('are explained: %j', async (typed, complaint) => {
    expect(await lineSelection({ ...plain, ...typed })).toEqual({ complaint, status: 64 });
  });
});
