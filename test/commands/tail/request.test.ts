import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMALL_CAST, smallAccount } from '../../screen/small-account.ts';
import { runLmon, startLmon } from '../lmon-in-process.ts';
import { type Ended, linesOf } from '../lmon-process.ts';
import { type LocalAccount, START_MS, writtenEvents } from '../local-account.ts';

const SINCE_MS = START_MS - 10 * 60_000;
const SPAN = ['--since', new Date(SINCE_MS).toISOString()];

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(1, [...SMALL_CAST, 'legacy-export']);
});
afterAll(() => account.close());

const tail = (functionName: string, ...args: string[]): Promise<Ended> =>
  runLmon(['tail', functionName, ...args], { env: account.env });

/** The invocation that logged the first matching line: the lines of its stream from START to REPORT. */
function runAround(functionName: string, telling: RegExp) {
  const events = writtenEvents(account, functionName, SINCE_MS, SINCE_MS + 120_000);
  // An invocation that began earlier is not complete here.
  const told = events.find(
    ({ message, timestampMs }) => telling.test(message) && timestampMs > SINCE_MS + 10_000,
  );
  const stream = events.filter(({ logStream }) => logStream === told?.logStream);
  const place = stream.indexOf(told!);
  const start = stream.findLastIndex(({ message }, index) => index <= place && message.startsWith('START'));
  const end = stream.findIndex(({ message }, index) => index >= place && message.startsWith('REPORT'));
  const lines = stream.slice(start, end + 1).map(({ message }) => message.trimEnd());
  return { requestId: /[\da-f-]{36}/.exec(lines[0] ?? '')?.[0] ?? '', lines };
}

describe('lmon tail --request', () => {
  it('prints all lines of the request, including those that do not name it, and ends', async () => {
    const { requestId, lines } = runAround('legacy-export', /ExportNotFound/);
    const { status, stdout } = await tail(
      'legacy-export',
      ...SPAN,
      '--request',
      requestId,
      '--output',
      'raw',
    );
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(lines.flatMap((line) => line.split('\n').map((each) => each.trimEnd())));
  });

  it('accepts the beginning of an id, and prints the lines as JSON', async () => {
    const { requestId, lines } = runAround('legacy-export', /export \d+ sent/);
    const { stdout } = await tail(
      'legacy-export',
      ...SPAN,
      '--request',
      requestId.slice(0, 8),
      '--output',
      'json',
    );
    const told = linesOf(stdout).map((line) => JSON.parse(line) as { message: string });
    expect(told.map(({ message }) => message.trimEnd())).toEqual(lines);
  });

  it.each<readonly [string, readonly string[], number, string]>([
    [
      'a request that no line names',
      ['--request', '12345678-0000-4000-8000-000000000000', '--since', '2m'],
      66,
      'names request',
    ],
    ['text that is not an id', ['--request', 'zz'], 64, 'takes a request id'],
    ['another filter beside it', ['--request', '12345678', '--errors'], 64, 'leave out --errors'],
  ])('says so for %s', async (_, args, status, says) => {
    const ended = await tail('legacy-export', ...args, '--output', 'text');
    expect(ended.status).toBe(status);
    expect(ended.stderr).toContain(says);
  });

  it('says through what it looks if that takes a while', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'delay', delayMs: 60_000 }]);
    const args = ['tail', 'legacy-export', '--since', '30m', '--request', '7c1e02b9'];
    const search = startLmon(args, { env: account.env });
    await search.waitFor(
      'stderr',
      /^lmon: looking through the last 30 min of \/aws\/lambda\/legacy-export for request 7c1e02b9\n$/,
    );
    search.interrupt();
    expect(await search.ended).toMatchObject({ status: 130, stdout: '' });
    await account.setFaults([]);
  });

  it('says how far back a long search has come', async () => {
    const slow = await smallAccount(60, ['legacy-export']);
    await slow.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'delay', delayMs: 1_000 }]);
    const args = ['tail', 'legacy-export', '--since', '3h', '--request', '7c1e02b9'];
    const search = startLmon(args, { env: slow.env });
    await search.waitFor('stderr', /\nlmon: looked back to 2026-11-24T\d\d:\d\d:\d\dZ so far\n/);
    search.interrupt();
    await search.ended;
    await slow.close();
  });

  it('claims nothing about a search that is interrupted', async () => {
    await account.setFaults([{ operation: 'logs:FilterLogEvents', kind: 'delay', delayMs: 60_000 }]);
    await account.forgetCalls();
    const search = startLmon(['tail', 'legacy-export', ...SPAN, '--request', '7c1e02b9'], {
      env: account.env,
    });
    while ((await account.calls())['logs:FilterLogEvents'] === undefined);
    search.interrupt();
    expect(await search.ended).toMatchObject({ status: 130, stdout: '', stderr: '' });
    await account.setFaults([]);
  });
});
