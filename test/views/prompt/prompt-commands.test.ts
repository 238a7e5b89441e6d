import { describe, expect, it } from 'vitest';
import { safe } from '../../../src/terminal/safe-text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { completionOf } from '../../../src/views/prompt/prompt-completion.ts';
import { readCommand } from '../../../src/views/prompt/read-command.ts';

const NOW_MS = Date.parse('2026-11-24T03:12:10Z');
const SUBJECTS = {
  functionNames: ['checkout-api', 'cart-api', 'order-stream-consumer', 'geo-lookup'],
  profileNames: ['prod', 'staging'],
  thresholds: DEFAULT_THRESHOLDS,
  configured: DEFAULT_THRESHOLDS,
  nowMs: NOW_MS,
  pastMs: null,
  recording: null,
  isFrozen: false,
  isStopped: false,
};

/** As `lmon tail` has it. */
const OF_LOGS = { ...SUBJECTS, functionNames: null, thresholds: null, configured: null };

describe('a command', () => {
  it.each([
    ['fn checkout-api', { kind: 'function', functionName: 'checkout-api' }],
    ['  fn   cart-api  ', { kind: 'function', functionName: 'cart-api' }],
    ['fn osc', { kind: 'function', functionName: 'order-stream-consumer' }],
    ['fn GEO', { kind: 'function', functionName: 'geo-lookup' }],
    ['sort worst', { kind: 'sort', column: null }],
    ['since 15m', { kind: 'window', window: 'window15m' }],
    ['theme light', { kind: 'theme', theme: 'light' }],
    ['idle', { kind: 'idle' }],
    ['insights price', { kind: 'insights', asks: false }],
    ['insights yes', { kind: 'insights', asks: true }],
    ['stop', { kind: 'stop' }],
  ])('":%s" is read as %j', (text, command) => {
    expect(readCommand(text, SUBJECTS)).toEqual({ kind: 'read', command });
  });

  it.each([
    ['sort ERR%', 'ERR%'],
    ['sort use/limit', 'USE/LIMIT'],
    ['sort p', 'p95'],
    ['sort Lost', 'LOST'],
  ])('":%s" sorts by %s', (text, title) => {
    expect(readCommand(text, SUBJECTS)).toMatchObject({ command: { kind: 'sort', column: { title } } });
  });

  it.each([
    ['stpo', 'unknown command :stpo; did you mean :stop?'],
    ['th', 'unknown command :th; did you mean :theme?'],
    ['frobnicate', 'unknown command :frobnicate; :keys lists all'],
    ['\x1b[31m', /^unknown command :␛\[31m;/],
    ['toString', /^unknown command :toString/],
    ['fn', ':fn needs a NAME'],
    ['theme', ':theme needs a NAME: dark light high-contrast none'],
    ['since', ':since needs a SPAN: 5m 15m 30m 1h 3h 24h'],
    ['sort', /^:sort needs a COLUMN: worst REQ\/s ERR% /],
    ['at', /^:at needs a TIME: 02:55 15m /],
    ['insights', ':insights needs a WHAT: price yes'],
    ['request', ':request needs an ID'],
    ['request zz', 'zz is no request id, nor its first 8 characters'],
    ['fn zzz', 'no function matches zzz'],
    ['fn chekcout', 'no function matches chekcout; did you mean checkout-api?'],
    ['headroom crat-api', 'no function matches crat-api; did you mean cart-api?'],
    ['chekcout', 'unknown command :chekcout; did you mean :fn checkout-api?'],
    ['geo-lookup', 'unknown command :geo-lookup; did you mean :fn geo-lookup?'],
    ['api', 'unknown command :api; did you mean :fn cart-api?'],
    ['sort name', /^no column name: worst REQ\/s ERR% .*LOST$/],
    ['sort latency', 'no column latency; did you mean p95?'],
    ['sort throttles', 'no column throttles; did you mean THR%?'],
    ['sort wrost', 'no column wrost; did you mean worst?'],
    [
      'insights errors',
      'Logs Insights is not asked for errors: :insights price says what it costs, :insights yes asks it',
    ],
    ['insights pirce', 'no :insights pirce; did you mean price?'],
    ['since 2h', 'no span 2h: 5m 15m 30m 1h 3h 24h; did you mean 3h?'],
    ['since constructor', 'no span constructor: 5m 15m 30m 1h 3h 24h'],
    ['theme ligth', 'no theme ligth; did you mean light?'],
    ['stop now', ':stop takes nothing'],
    ['at noon', /^no time noon: 02:55 15m /],
    ['at -5', /^no time -5: /],
    ['at -02:55', /^no time -02:55: /],
    ['at 16d', 'CloudWatch keeps minutes for 15 days'],
  ])('":%s" is refused: %s', (text, complaint) => {
    const answer = readCommand(text, SUBJECTS);
    expect(answer.kind === 'refused' && answer.complaint).toEqual(
      typeof complaint === 'string' ? complaint : expect.stringMatching(complaint),
    );
  });

  it.each([
    ['at 02:55', null, '2026-11-24T02:55:00Z'],
    ['at 23:30', null, '2026-11-23T23:30:00Z'],
    ['at 15m', null, '2026-11-24T02:57:10Z'],
    ['at 2026-11-20T10:00:00Z', null, '2026-11-20T10:00:00Z'],
    ['at -5m', null, '2026-11-24T03:07:10Z'],
    ['at -5m', '2026-11-24T02:55:00Z', '2026-11-24T02:50:00Z'],
    ['at +5m', '2026-11-24T02:55:00Z', '2026-11-24T03:00:00Z'],
    ['at -1h30m', null, '2026-11-24T01:42:10Z'],
    ['at +1m30s', '2026-11-24T02:55:00Z', '2026-11-24T02:56:30Z'],
    ['at +1h', '2026-11-24T02:55:00Z', null],
    ['at now', '2026-11-24T02:55:00Z', null],
  ])('":%s", seen from %s, shows %s', (text, past, at) => {
    const subjects = { ...SUBJECTS, pastMs: past === null ? null : Date.parse(past) };
    expect(readCommand(text, subjects)).toEqual({
      kind: 'read',
      command: { kind: 'at', atMs: at === null ? null : Date.parse(at) },
    });
  });

  it.each(['at 2026-11-24T03:12:11Z', 'at 2027-11-24'])(
    '":%s", still to come, shows now and knows it',
    (text) => {
      expect(readCommand(text, SUBJECTS)).toEqual({
        kind: 'read',
        command: { kind: 'at', atMs: null, isToCome: true },
      });
    },
  );

  describe('of a time in a replay', () => {
    const replayTo = (end: string) => ({
      ...SUBJECTS,
      recording: { endMs: Date.parse(end), replaying: safe`lmon replay incident.ndjson fleet` },
    });

    it.each([
      ['at 03:12:19', '2026-11-24T03:13:00Z', '9 s', '03:12:19'],
      ['at 2026-11-24T03:20:10Z', '2026-11-24T04:00:00Z', '8 min', '2026-11-24T03:20:10Z'],
      ['at 2026-11-24 03:20:10', '2026-11-24T04:00:00Z', '8 min', "'2026-11-24 03:20:10'"],
      // There the time of day alone would be the last before the end.
      ['at 03:20:10', '2026-11-25T04:00:00Z', '8 min', '2026-11-24T03:20:10Z'],
    ])(
      '"%s" that has not been played yet is not the day before, but still to come',
      (text, end, left, start) => {
        expect(readCommand(text, replayTo(end))).toEqual({
          kind: 'refused',
          complaint: `the replay is still ${left} before ${text.slice(3)}; lmon replay incident.ndjson fleet --now ${start} starts there`,
        });
      },
    );

    it('a step forward from where it plays is still to come, not now', () => {
      expect(readCommand('at +5m', replayTo('2026-11-24T04:00:00Z'))).toEqual({
        kind: 'refused',
        complaint:
          'the replay is still 5 min before 03:17:10Z; lmon replay incident.ndjson fleet --now 2026-11-24T03:17:10Z starts there',
      });
    });

    it.each([
      ['at +5m', '2026-11-24T03:13:00Z', '03:13:00Z'],
      ['at 03:20', '2026-11-24T03:13:00Z', '03:13:00Z'],
      ['at 14:30', '2026-11-24T03:12:10Z', '03:12:10Z'],
      ['at 2026-11-24T03:20:10Z', '2026-11-24T03:13:00Z', '03:13:00Z'],
      ['at 2026-11-26T03:20:10Z', '2026-11-25T04:00:00Z', '2026-11-25T04:00:00Z'],
    ])('"%s" beyond its end is neither the day before nor now', (text, end, says) => {
      expect(readCommand(text, replayTo(end))).toEqual({
        kind: 'refused',
        complaint: `the recording ends ${says}`,
      });
    });

    it.each([
      ['at 02:55', '2026-11-24T03:13:00Z', '2026-11-24T02:55:00Z'],
      ['at 16:00', '2026-11-25T03:00:00Z', '2026-11-23T16:00:00Z'],
    ])('":%s" of one that ends at %s shows %s', (text, end, at) => {
      expect(readCommand(text, replayTo(end))).toEqual({
        kind: 'read',
        command: { kind: 'at', atMs: Date.parse(at) },
      });
    });

    it.each(['profile prod', 'region eu-west-1', 'stop'])('":%s" has nobody to ask', (text) => {
      expect(readCommand(text, replayTo('2026-11-24T04:00:00Z'))).toEqual({
        kind: 'refused',
        complaint: 'this is a replay: nothing is asked of AWS',
      });
    });

    it('a step from a moment that it has played goes no further than it plays', () => {
      const past = { ...replayTo('2026-11-24T04:00:00Z'), pastMs: NOW_MS - 60_000 };
      expect(readCommand('at +5m', past)).toEqual({ kind: 'read', command: { kind: 'at', atMs: null } });
    });
  });

  it.each([
    'fn a',
    'headroom',
    'triage checkout-api',
    'sort',
    'sort worst',
    'set',
    'since 15m',
    'insights price',
    'idle',
  ])('":%s" says in a session of logs where it works', (typed) => {
    expect(readCommand(typed, OF_LOGS)).toEqual({
      kind: 'refused',
      complaint: 'no fleet is watched here: start lmon without a command',
    });
  });

  it('for a time says in a session of logs which flags show the past', () => {
    expect(readCommand('at 02:55', OF_LOGS)).toEqual({
      kind: 'refused',
      complaint: 'no fleet is watched here: a log of the past is lmon tail --since TIME --until TIME',
    });
  });

  it('that is misspelt in a session of logs is taken for none that does not work there', () => {
    expect(readCommand('srot', OF_LOGS)).toMatchObject({
      complaint: 'unknown command :srot; :keys lists all',
    });
    expect(readCommand('thme', OF_LOGS)).toMatchObject({ complaint: expect.stringContaining(':theme?') });
  });

  it('for a time is refused while calls are stopped, but the way back to the present is not', () => {
    const stopped = { ...SUBJECTS, isStopped: true };
    expect(readCommand('at 02:55', stopped)).toEqual({
      kind: 'refused',
      complaint: 'calls to AWS are stopped; :stop again resumes',
    });
    expect(readCommand('at now', stopped)).toMatchObject({ command: { kind: 'at', atMs: null } });
  });

  it.each(['profile staging', 'region eu-north-1'])('":%s" is refused while calls are stopped', (typed) => {
    expect(readCommand(typed, { ...SUBJECTS, isStopped: true })).toEqual({
      kind: 'refused',
      complaint: 'calls to AWS are stopped; :stop again resumes',
    });
    expect(readCommand(typed, SUBJECTS)).toMatchObject({ command: { kind: 'account' } });
  });
});

describe('a completion', () => {
  it.each([
    ['x', '', []],
    ['profile st', 'profile ', ['staging']],
    ['fn api', 'fn ', ['cart-api', 'checkout-api']],
    ['fn osc', 'fn ', ['order-stream-consumer']],
    ['theme h', 'theme ', ['high-contrast']],
    ['sort e', 'sort ', ['ERR%', 'ETA']],
    ['window 3', 'window ', ['30m', '3h']],
    ['stop ', 'stop ', []],
    ['nonsense ', 'nonsense ', []],
  ])('of "%s" after "%s" is %j', (text, head, words) => {
    expect(completionOf(text, SUBJECTS)).toEqual({ head, words });
  });

  it('offers in a session of logs only what works there', () => {
    const { words } = completionOf('', OF_LOGS);
    expect(words).toEqual(['request', 'profile', 'region', 'theme', 'cost', 'keys', 'stop', 'q']);
  });
});
