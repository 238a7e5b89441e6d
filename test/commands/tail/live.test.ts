import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  StartLiveTailCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { clockSettingFrom, clockSettingText } from '../../../src/settings/clock-setting.ts';
import { type LmonCall, runLmon, startLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';

/**
 * Account seconds per second where each notice and gap is counted. Every account second brings an update, of which AWS
 * keeps ten: a busy machine may be late by that many seconds, and not by that many in half a second.
 */
const REAL_TIME = 1;
/** Where minutes are waited for, and a gap more or less does not matter. */
const FAST = 20;

const GROUP = '/tests/live';
const ARN = `arn:aws:logs:eu-west-1:123456789012:log-group:${GROUP}`;

/** The environment of a machine whose clock is off by `aheadMs`. */
function withClockAhead(env: LocalAccount['env'], aheadMs: number): LocalAccount['env'] {
  const clock = clockSettingFrom(env['LMON_CLOCK'])!;
  return { ...env, LMON_CLOCK: clockSettingText({ ...clock, anchorMs: clock.anchorMs + aheadMs }) };
}

const closings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** An account whose only log group is written by the test. */
class WrittenLog {
  readonly account: LocalAccount;
  readonly logs: CloudWatchLogsClient;
  readonly written: string[] = [];

  constructor(account: LocalAccount) {
    this.account = account;
    this.logs = new CloudWatchLogsClient({
      endpoint: account.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      disableHostPrefix: true,
    });
    closings.push(() => this.logs.destroy());
  }

  static async ofAccount(speed: number): Promise<WrittenLog> {
    const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' });
    const account = await localAccount(speed, { world, quotas: false });
    closings.push(account.close);
    const log = new WrittenLog(account);
    await log.logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
    for (const logStreamName of ['a', 'b'])
      await log.logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
    return log;
  }

  /** Writes lines with one timestamp, `agoMs` ago; some have the same text. */
  async write(words: string, count = 6, agoMs = 0): Promise<void> {
    const timestamp = Math.floor(this.account.now()) - agoMs;
    const messages = Array.from({ length: count }, (_, index) => `${words} ${Math.floor(index / 2)}`);
    const logEvents = messages.map((message) => ({ timestamp, message }));
    for (const logStreamName of ['a', 'b']) {
      await this.logs.send(new PutLogEventsCommand({ logGroupName: GROUP, logStreamName, logEvents }));
      for (const message of messages) this.written.push(`${timestamp} ${logStreamName} ${message}`);
    }
  }

  /** Resolves once as many lines are printed as were written. */
  async printed(lmon: LmonCall): Promise<void> {
    const [event, other] = ['\\{"v":1,"type":"e.*\\n', '\\{"v":1,"type":"[gn].*\\n'];
    await lmon.waitFor('stdout', new RegExp(`^(?:(?:${other})*${event}){${this.written.length}}`));
  }

  /** Follows the log, and resolves after the first update of its session. */
  async followed(...args: string[]): Promise<LmonCall> {
    return this.followedFrom(this.account.env, ...args);
  }

  /** The same on a machine with the environment `env`. */
  async followedFrom(env: LocalAccount['env'], ...args: string[]): Promise<LmonCall> {
    const lmon = startLmon(['tail', GROUP, '--live', '--output', 'json', ...args], { env });
    await lmon.waitFor('stdout', STREAMING);
    return lmon;
  }
}

const STREAMING = /"kind":"streaming"/;
const objectsOf = (stdout: string) => linesOf(stdout).map((line) => JSON.parse(line) as TailObject);

interface TailObject {
  readonly type: 'event' | 'gap' | 'notice';
  readonly kind: string;
  readonly eventId: string | null;
  readonly timestamp: number;
  readonly logStream: string;
  readonly message: string;
  readonly reason: string;
  readonly end: string | null;
}

async function endOf(lmon: LmonCall) {
  lmon.interrupt();
  const { status, stdout, stderr } = await lmon.ended;
  const objects = objectsOf(stdout);
  const events = objects.filter(({ type }) => type === 'event');
  return {
    status,
    stderr,
    events,
    lines: events
      .map(({ timestamp, logStream, message }) => `${timestamp} ${logStream} ${message}`)
      .toSorted(),
    notices: objects.filter(({ type }) => type === 'notice'),
    gaps: objects.filter(({ type }) => type === 'gap'),
  };
}

describe('lmon tail --live', () => {
  it('prints earlier, new and late events, each line once', async () => {
    const log = await WrittenLog.ofAccount(REAL_TIME);
    await log.write('before');
    const lmon = await log.followed('--since', '2m');
    for (const round of [1, 2, 3, 4]) await log.write(`round ${round}`);
    await log.write('late', 4, 60_000);
    await log.write('last');
    await log.printed(lmon);
    const { lines, events, stderr, status } = await endOf(lmon);
    expect(lines).toEqual(log.written.toSorted());
    expect(events.filter(({ eventId }) => eventId === null).length).toBeGreaterThan(0);
    expect(stderr).toMatch(/^lmon: made \d+ AWS API calls, (about \$0\.\d\d|<\$0\.01)\n$/);
    expect(status).toBe(130);
  });

  it('reports sampled seconds, and fills them by polling', async () => {
    const log = await WrittenLog.ofAccount(FAST);
    const lmon = await log.followed();
    await log.write('flood', 2_000);
    await lmon.waitFor('stdout', /"type":"gap".*"end":"2.*"reason":"sampled"/);
    const { lines, gaps } = await endOf(lmon);
    expect(lines).toEqual(log.written.toSorted());
    // Each is told as it begins, and again with its end.
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.map(({ end }) => end === null)).toEqual(gaps.map((_, index) => index % 2 === 0));
  });

  it.each<FaultInput['kind']>(['reset', 'truncate'])(
    'opens another session when the stream breaks (%s), and misses nothing in between',
    async (kind) => {
      const log = await WrittenLog.ofAccount(REAL_TIME);
      const lmon = await log.followed();
      await log.write('before');
      await log.account.setFaults([{ operation: 'logs:StartLiveTail/update', kind, calls: 1 }]);
      await log.write('meanwhile');
      await lmon.waitFor('stdout', /"kind":"polling"/);
      await log.write('between');
      await lmon.waitFor('stdout', /"kind":"polling"[\s\S]*"kind":"streaming"/);
      await log.write('after');
      await log.printed(lmon);
      const { lines, notices } = await endOf(lmon);
      expect(lines).toEqual(log.written.toSorted());
      expect(notices.map((each) => each.kind)).toEqual(['streaming', 'polling', 'streaming']);
    },
  );

  it('prints earlier and new events on a machine whose clock is ten minutes fast', async () => {
    const log = await WrittenLog.ofAccount(REAL_TIME);
    await log.write('before');
    const lmon = await log.followedFrom(withClockAhead(log.account.env, 600_000));
    await log.write('after');
    await log.printed(lmon);
    const { lines, gaps } = await endOf(lmon);
    expect(lines).toEqual(log.written.toSorted());
    expect(gaps).toEqual([]);
  });

  it('opens the next session after three hours, and counts what each minute costs', async () => {
    const log = await WrittenLog.ofAccount(3_600);
    const lmon = await log.followed();
    await log.write('in the first hour');
    await lmon.waitFor('stdout', /its 3 h:/);
    await log.write('between');
    await lmon.waitFor('stdout', /its 3 h:[\s\S]*"kind":"streaming"/);
    await log.write('after');
    await log.printed(lmon);
    const { lines, stderr } = await endOf(lmon);
    expect(lines).toEqual(log.written.toSorted());
    const [, dollars] = /about \$(\d\.\d\d)/.exec(stderr)!;
    expect(Number(dollars)).toBeGreaterThanOrEqual(1.8);
  });

  it('polls while all sessions of the account are taken, and says so', async () => {
    const log = await WrittenLog.ofAccount(FAST);
    const others = new AbortController();
    for (let session = 1; session <= 15; session += 1)
      await log.logs.send(new StartLiveTailCommand({ logGroupIdentifiers: [ARN] }), {
        abortSignal: others.signal,
      });
    const lmon = startLmon(['tail', GROUP, '--live'], { env: log.account.env });
    await lmon.waitFor(
      'stderr',
      /all Live Tail sessions of the account are taken .* polling until one is free\n/,
    );
    await log.write('polled');
    await lmon.waitFor('stdout', /polled 2/);
    others.abort();
    await lmon.waitFor('stderr', /streaming with Live Tail, \$0\.01 a minute/);
    lmon.interrupt();
    expect((await lmon.ended).status).toBe(130);
  });

  it('polls if streaming is denied, and says so', async () => {
    const log = await WrittenLog.ofAccount(REAL_TIME);
    await log.account.setFaults([{ operation: 'logs:StartLiveTail', kind: 'denied' }]);
    const lmon = startLmon(['tail', GROUP, '--live', '--output', 'raw'], { env: log.account.env });
    await lmon.waitFor('stderr', /Live Tail is denied, polling instead \(User: .* logs:StartLiveTail/);
    await log.write('polled');
    await lmon.waitFor('stdout', /polled 2/);
    lmon.interrupt();
    expect((await lmon.ended).stderr).toMatch(/calls, <\$0\.01\n$/);
  });

  it.each([['--no-follow'], ['--until', '02:00']])("can't be combined with %s", async (...args) => {
    const log = await WrittenLog.ofAccount(REAL_TIME);
    const ended = await runLmon(['tail', GROUP, '--live', ...args], { env: log.account.env });
    expect(ended).toMatchObject({ status: 64, stdout: '' });
    expect(ended.stderr).toBe('lmon: --live follows, and --no-follow and --until end\n');
  });
});
