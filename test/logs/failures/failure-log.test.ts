import { describe, expect, it } from 'vitest';
import { createFailureLog } from '../../../src/logs/failures/failure-log.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { bytesHeld } from '../../garbage.ts';

const ID = '6753e908-f80f-4a05-90c9-6f4ed2962d20';
const OTHER_ID = '23e73138-76e4-45cb-9df7-52a8485a7ce5';
const THIRD_ID = 'b3f0c1de-2f5a-4b7c-8a57-0d9e52a1c604';
const TIMEOUT_MS = 10_000;
const START_MS = Date.parse('2026-11-24T03:00:00Z');

let lastId = 0;
const event = (message: string, afterMs = 0, logStream = 'stream') => {
  lastId += 1;
  const timestampMs = START_MS + afterMs;
  return {
    eventId: rawText(String(lastId)),
    logStream: rawText(logStream),
    timestampMs,
    ingestionMs: timestampMs,
    message: rawText(message),
  };
};

const report = (status: string, requestId = ID, errorType?: string) =>
  JSON.stringify({
    time: '2026-11-24T03:00:00.000Z',
    type: 'platform.report',
    record: {
      requestId,
      metrics: { durationMs: 10_000 },
      status,
      ...(errorType === undefined ? {} : { errorType }),
    },
  });
const error = (message: string, requestId = ID) =>
  JSON.stringify({ timestamp: '2026-11-24T03:00:00.000Z', level: 'ERROR', requestId, message });
const kept = (message: string, err: string, requestId = ID) =>
  JSON.stringify({ time: '2026-11-24T03:00:00.000Z', level: 'ERROR', requestId, msg: message, err });
const CUT_START = 'INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout\n';
const OLD_TIMEOUT = `2026-11-24T03:00:00.000Z ${ID} Task timed out after 10.00 seconds\n\n`;
const OUT_OF_MEMORY = `REPORT RequestId: ${ID}\tDuration: 40.00 ms\tBilled Duration: 41 ms\tMemory Size: 512 MB\tMax Memory Used: 512 MB\tStatus: error\tError Type: Runtime.OutOfMemory\n`;

function groupsOf(...messages: readonly string[]) {
  const log = createFailureLog(TIMEOUT_MS);
  log.add(messages.map((message) => event(message)));
  return log.groups().map(({ kind, count, says }) => `${count} ${kind} ${says}`);
}

describe('the failures of a log', () => {
  it.each<[what: string, messages: readonly string[], groups: readonly string[]]>([
    ['nothing if there are none', [report('success'), error('').replace('ERROR', 'INFO')], []],
    ['a timeout once, though two lines report it', [OLD_TIMEOUT, report('timeout')], ['1 timeout timeout']],
    ['exhausted memory', [OUT_OF_MEMORY], ['1 outOfMemory Runtime.OutOfMemory']],
    [
      'errors with the same words apart if a logger adds different causes',
      [
        kept('order not taken', 'write /tmp/invoice-17.pdf: no space left on device'),
        kept('order not taken', 'the cart is older than its prices', OTHER_ID),
        kept('order not taken', 'write /tmp/invoice-18.pdf: no space left on device', THIRD_ID),
      ],
      ['2 logged order not taken', '1 logged order not taken'],
    ],
    [
      'errors that only differ in names as one',
      [
        error('no account for user ada'),
        error('no account for user bo', OTHER_ID),
        error('no account for user cy', THIRD_ID),
      ],
      ['3 logged no account for user cy'],
    ],
    [
      'errors that differ in words apart, the most frequent first',
      [
        error('no such item'),
        error('payments.internal is slow'),
        error('payments.internal is slow', OTHER_ID),
      ],
      ['2 logged payments.internal is slow', '1 logged no such item'],
    ],
    [
      'an error of one invocation once, however often it is repeated',
      [error('payments.internal: try 1 slow'), error('payments.internal: try 2 slow')],
      ['1 logged payments.internal: try 2 slow'],
    ],
    [
      'first what ended invocations, however many more only logged an error',
      [error('try 1 slow'), error('try 1 slow', OTHER_ID), report('timeout', THIRD_ID)],
      ['1 timeout timeout', '2 logged try 1 slow'],
    ],
    [
      'a logged error that ended an invocation before one that ended none',
      [
        error('try 1 slow'),
        error('try 1 slow', OTHER_ID),
        error('no such item', THIRD_ID),
        report('error', THIRD_ID),
      ],
      ['1 logged no such item', '2 logged try 1 slow'],
    ],
    [
      'an invocation by the name of its error if nothing was logged',
      [report('error', ID, 'Runtime.ExitError')],
      ['1 ended Runtime.ExitError'],
    ],
    [
      'a timeout as such, whatever was logged before it',
      [error('payments.internal is slow'), report('timeout')],
      ['1 timeout timeout', '1 logged payments.internal is slow'],
    ],
    [
      'interrupted inits after the calls that ended',
      [CUT_START, CUT_START, report('timeout')],
      ['1 timeout timeout', '2 startCutOff start cut off'],
    ],
    ['only the first line of a message', [error('no such item\n  at cart.ts:17')], ['1 logged no such item']],
  ])('are %s', (_what, messages, groups) => {
    expect(groupsOf(...messages)).toEqual(groups);
  });

  it.each([
    { messages: ['waiting 1340 ms', 'waiting 870 ms'], wording: ['waiting ', ''] },
    {
      messages: ['550 no such mailbox m_a1b2c3', '550 no such mailbox m_d4e5f6'],
      wording: ['550 no such mailbox ', ''],
    },
    {
      messages: ['no such mailbox (m_d3be0ecf2d)', 'no such mailbox (m_97c034136a)'],
      wording: ['no such mailbox (', ')'],
    },
    {
      messages: ['slow ((try a1) of (b) and (2', 'slow ((try a2) of (b) and (2'],
      wording: ['slow ((', ') of (b) and (2'],
    },
  ])('leave out differing values: $messages', ({ messages, wording }) => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add(messages.map((message, place) => event(error(message, [ID, OTHER_ID][place]))));
    expect(log.groups().map((group) => group.wording)).toEqual([wording]);
  });

  it.each(['timeout', 'error', 'failure'])('keep at most 300 characters of an error: %s', (status) => {
    const log = createFailureLog(TIMEOUT_MS);
    const [endless, otherEndless] = ['1', '2'].map((digit) => `(${digit.repeat(250_000)}`);
    log.add([event(report(status, ID, endless)), event(report(status, OTHER_ID, otherEndless))]);
    const lengths = log.groups().map(({ says, wording }) => [says.length, wording.join('').length <= 300]);
    expect(lengths).toEqual([[300, true]]);
  });

  it('keep at most 300 characters of an error that ran out of memory', () => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add([event(report('error', ID, `Runtime.OutOfMemory${' '.repeat(250_000)}`))]);
    expect(log.newest(1, START_MS).map(({ says }) => says.length <= 300)).toEqual([true]);
  });

  it.each<[what: string, message: string, endedCount: number | null]>([
    [
      'an uncaught exception',
      '[ERROR] KeyError: \'currency\'\nTraceback (most recent call last):\n  File "/var/task/app.py", line 5, in handler\n',
      1,
    ],
    [
      'an exception that was thrown or merely logged',
      error('').replace('"message":""', '"message":{"errorType":"TypeError","errorMessage":"no price"}'),
      null,
    ],
    ['a line of the code', error('no price'), 0],
  ])('know of %s how it ended, while another call ended differently', (_what, message, endedCount) => {
    const log = createFailureLog(TIMEOUT_MS);
    // REPORT shows timeouts and crashes, but not exceptions of the handler.
    log.add([event(message), event(report('timeout', OTHER_ID))]);
    expect(log.groups().find(({ kind }) => kind === 'logged')).toMatchObject({ count: 1, endedCount });
  });

  it('count a logged error as survived if other calls threw', () => {
    const log = createFailureLog(TIMEOUT_MS);
    const thrown = error('', OTHER_ID).replace(
      '"message":""',
      '"message":{"errorType":"TypeError","errorMessage":"no"}',
    );
    log.add([event(error('no price in the cache')), event(thrown)]);
    expect(log.groups().map(({ says, endedCount }) => [says, endedCount])).toEqual([
      ['TypeError: no', null],
      ['no price in the cache', 0],
    ]);
  });

  it('do not count as survived if the log shows no end of any call', () => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add([event(error('slow'))]);
    expect(log.groups()).toMatchObject([{ count: 1, endedCount: null }]);
  });

  it('form as many groups as there are different failures, however many those are', () => {
    const word = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const stories = Array.from(
      { length: 3_000 },
      (_, index) => `${word(index)} cannot ${word(index * 7)} because ${word(index * 3)}`,
    );
    const counts = groupsOf(...stories.map((story, index) => error(story, `request ${index}`))).map((group) =>
      Number.parseInt(group, 10),
    );
    expect(Math.max(...counts)).toBeLessThan(10);
  });

  it('count an event once that is read twice', () => {
    const log = createFailureLog(TIMEOUT_MS);
    const twice = event(error('no such item'));
    log.add([twice]);
    log.add([twice]);
    expect(log.groups()).toMatchObject([{ count: 1 }]);
  });

  describe('of an event that Lambda retries with the same request id', () => {
    const thrown = (message: string) =>
      error('').replace('"message":""', `"message":{"errorType":"Refused","errorMessage":"${message}"}`);
    const countsOf = (timeoutMs: number, ...events: readonly ReturnType<typeof event>[]) => {
      const log = createFailureLog(timeoutMs);
      log.add(events);
      return log.groups().map(({ count, eventCount }) => [count, eventCount]);
    };

    it('count as many calls as the metrics count errors', () => {
      const events = [0, 60_000, 180_000].map((afterMs) => event(thrown('no mailbox'), afterMs));
      expect(countsOf(TIMEOUT_MS, ...events)).toEqual([[3, 1]]);
    });

    it.each<
      [by: string, timeoutMs: number, first: string, second: string, streams: readonly [string, string]]
    >([
      ['their environments', 900_000, error('slow'), error('slow'), ['one', 'other']],
      ['the timeout of the function', 59_000, error('slow'), error('slow'), ['one', 'one']],
      ['what the first call threw', 900_000, thrown('no'), thrown('no'), ['one', 'one']],
    ])('are told apart by %s', (_by, timeoutMs, first, second, [one, other]) => {
      expect(countsOf(timeoutMs, event(first, 0, one), event(second, 60_000, other))).toEqual([[2, 1]]);
    });

    it('belong to one call as long as nothing shows that it ended', () => {
      expect(countsOf(900_000, event(error('slow')), event(error('slow'), 60_000))).toEqual([[1, undefined]]);
    });

    it('are told apart in whatever order they are read', () => {
      const [first, second] = [event(thrown('no')), event(thrown('no'), 60_000)];
      const log = createFailureLog(900_000);
      log.add([second]);
      log.add([first]);
      expect(log.groups()).toMatchObject([{ count: 2, eventCount: 1 }]);
    });

    it('end with a REPORT of their own, whatever the call before logged', () => {
      const log = createFailureLog(TIMEOUT_MS);
      log.add([event(error('slow')), event(report('error', ID, 'Exit'), 60_000)]);
      expect(log.groups().map(({ kind, count }) => [kind, count])).toEqual([
        ['ended', 1],
        ['logged', 1],
      ]);
    });
  });

  it('are forgotten when they are old', () => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add([event(error('old'), 0), event(error('new'), 60_000)]);
    log.forgetBefore(START_MS + 60_000);
    expect(log.groups().map(({ says }) => says)).toEqual(['new']);
  });

  it('show which calls failed and which went on, once they must be over', () => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add([
      event(error('gave up'), 0),
      event(report('error', ID, 'Error'), 10),
      event(error('tried again', OTHER_ID), 20),
      event(CUT_START, 30),
    ]);
    const fates = (readToMs: number) => log.newest(4, readToMs).map(({ kind, fate }) => `${kind} ${fate}`);
    const others = ['ended failed', 'logged failed'];
    expect(fates(START_MS + 1_000)).toEqual(['startCutOff unknown', 'logged open', ...others]);
    expect(fates(START_MS + TIMEOUT_MS + 20)).toEqual(['startCutOff unknown', 'logged wentOn', ...others]);
  });
});

describe('a process that exits', () => {
  const EXIT = 'Runtime.ExitError';
  const FAILED_START = `INIT_REPORT Init Duration: 120.00 ms\tPhase: init\tStatus: error\tError Type: ${EXIT}\n`;
  const FAILED_START_JSON = JSON.stringify({
    time: '2026-11-24T03:00:00.000Z',
    type: 'platform.initReport',
    record: { phase: 'init', status: 'error', errorType: EXIT, metrics: { durationMs: 120 } },
  });
  const startsOf = (...messages: readonly (readonly [message: string, afterMs: number])[]) => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add(messages.map(([message, afterMs]) => event(message, afterMs)));
    return log.groups().map(({ count, isOfStart = false }) => [count, isOfStart]);
  };

  it.each([FAILED_START, FAILED_START_JSON])('before its code is called is a failed start: %s', (start) => {
    expect(startsOf([start, 0], [report('error', ID, EXIT), 200])).toEqual([[1, true]]);
  });

  it('because its code ends it is not a failed start', () => {
    expect(startsOf([report('error', ID, EXIT), 200])).toEqual([[1, false]]);
    expect(
      startsOf(
        [FAILED_START, 0],
        [report('error', ID, EXIT), 200],
        [report('error', OTHER_ID, EXIT), 60_000],
      ),
    ).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it('after an interrupted init is not a failed start', () => {
    expect(startsOf([CUT_START, 0], [report('error', ID, EXIT), 200])).toContainEqual([1, false]);
  });

  it('counts its calls by the minute of their first failure', () => {
    const log = createFailureLog(TIMEOUT_MS);
    log.add([
      event(error('no such item'), 59_000),
      event(report('error'), 61_000),
      event(error('no such item', OTHER_ID), 62_000),
      event(error('no such item', THIRD_ID), 190_000),
    ]);
    const [group] = log.groups();
    expect(group?.byMinute.map(({ minuteMs, count }) => [(minuteMs - START_MS) / 60_000, count])).toEqual([
      [0, 1],
      [1, 1],
      [3, 1],
    ]);
  });
});

it('keeps of thousands of failures what it says of them, not their stack traces', () => {
  const bytesBefore = bytesHeld();
  const log = createFailureLog(TIMEOUT_MS);
  const stack = 'at handler (/var/task/index.mjs:12:7)'.repeat(200);
  for (let number = 0; number < 4_000; number++) {
    const requestId = `6753e908-f80f-4a05-90c9-${String(number).padStart(12, '0')}`;
    const line = `2026-11-24T03:00:00.000Z\t${requestId}\tERROR\tcharge refused {"stack":"${stack}"}`;
    // As texts come with an answer: in one piece.
    log.add([event(Buffer.from(line).toString(), number)]);
  }
  expect((bytesHeld() - bytesBefore) / 2 ** 20).toBeLessThan(8);
  expect(log.groups()).toMatchObject([{ count: 4_000 }]);
});
