import { describe, expect, it } from 'vitest';
import { runPortrait } from '../../../src/logs/runs/run-portrait.ts';
import { lastOf, loggedFunction, logOf, repeated, type WrittenRun } from './logged-function.ts';

const DONE = [[90, 'done']] as const;
const healthy = (count: number, more: Partial<WrittenRun> = {}) =>
  repeated(count, () => ({ says: DONE, ...more }));
const last = (more: Partial<WrittenRun>): WrittenRun => ({ startMs: 900_000, durationMs: 100, ...more });
const THROWN = '[ERROR] TypeError: net is undefined';

/** What distinguishes the last of these invocations from the others. */
function differencesOf(...written: readonly WrittenRun[]): readonly string[] {
  const now = loggedFunction(...written);
  return runPortrait(lastOf(now), now, null).differences.map(({ kind }) => kind);
}

describe('what distinguishes a run from healthy ones', () => {
  it.each<readonly [string, Partial<WrittenRun>, readonly string[]]>([
    ['not its duration, if it is healthy and most of them take longer now', { durationMs: 900 }, ['nothing']],
    ['its duration, if they take no longer', { durationMs: 1_500 }, ['slowStep']],
    ['its duration, if it failed', { durationMs: 900, status: 'timeout' }, ['slowStep']],
  ])('since all of them are slower is %s', (_, more, differences) => {
    const slower = repeated(9, () => ({ durationMs: 1_000, says: DONE }));
    const now = loggedFunction(...slower, last({ says: DONE, ...more }));
    const portrait = runPortrait(lastOf(now), now, loggedFunction(...healthy(9)));
    expect(portrait.differences.map(({ kind }) => kind)).toEqual(differences);
  });

  it.each<readonly [string, readonly WrittenRun[], readonly string[]]>([
    ['nothing if it is like them', [...healthy(9), last({ says: DONE })], ['nothing']],
    ['where it waited', [...healthy(9), last({ durationMs: 900, says: [[90, 'done']] })], ['slowStep']],
    [
      'that it took longer, if its log shows no step',
      [
        ...healthy(9, { says: [] }),
        last({
          durationMs: 900,
          says: Array.from({ length: 9 }, (_, index) => [100 * index, `${'abcdefghi'[index]} read`]),
        }),
      ],
      ['slow'],
    ],
    ['what it says', [...healthy(9), last({ says: [[90, `ERROR Invoke Error ${THROWN}`]] })], ['line']],
    ['that its environment is new', [...healthy(9), last({ says: DONE, initMs: 200 })], ['coldStart']],
    [
      'that its init timed out first and was repeated within it',
      [...healthy(9), last({ says: DONE, failedInit: 'timeout', environment: 'new' })],
      ['repeatedInit'],
    ],
    [
      'that its init failed, before how long that took',
      [
        ...healthy(9),
        last({
          durationMs: 900,
          failedInit: 'error',
          environment: 'new',
          status: 'error\tError Type: Runtime.ImportModuleError',
        }),
      ],
      ['repeatedInit', 'slowStep'],
    ],
    [
      'what its process said, before how long it took, if it exited',
      [
        ...healthy(9),
        last({
          durationMs: 900,
          says: [[890, 'ERROR [ERROR] Fatal: heap is broken']],
          status: 'error\tError Type: Runtime.ExitError',
        }),
      ],
      ['line', 'slowStep'],
    ],
    ['its memory use', [...healthy(9), last({ says: DONE, memoryMb: 400 })], ['memory']],
    [
      'memory that its environment keeps',
      [
        ...healthy(9),
        ...[180, 240, 300, 360].map((memoryMb, place) =>
          last({ startMs: 800_000 + place * 1_000, says: DONE, memoryMb, environment: 'old' }),
        ),
      ],
      ['leak'],
    ],
    [
      'its input, if memory grew at once',
      [
        ...healthy(9),
        ...[100, 104, 103, 400].map((memoryMb, place) =>
          last({ startMs: 800_000 + place * 1_000, says: DONE, memoryMb, environment: 'old' }),
        ),
      ],
      ['payload'],
    ],
    [
      'its version, if others rarely end like this',
      [
        ...repeated(40, () => ({ says: DONE, version: '41' })),
        ...repeated(30, (place) => ({
          startMs: 100_000 + place,
          version: '42',
          says: place % 3 === 0 ? [[90, 'ERROR no net']] : DONE,
        })),
        last({ version: '42', says: [[90, 'ERROR no net']] }),
      ],
      ['version', 'line'],
    ],
    [
      'that no version is to blame, if all end like this',
      [
        ...['41', '42'].flatMap((version, index) =>
          repeated(30, (place) => ({
            startMs: index * 100_000 + place,
            version,
            says: place % 3 === 0 ? [[90, 'ERROR no net']] : DONE,
          })),
        ),
        last({ version: '42', says: [[90, 'ERROR no net']] }),
      ],
      ['everyVersion', 'line'],
    ],
  ])('is %s', (_, written, kinds) => {
    expect(differencesOf(...written)).toEqual(kinds);
  });

  it.each<readonly [string, Partial<WrittenRun>, readonly string[]]>([
    ['an error that it has logged', { says: [[90, 'ERROR payments.internal: try 3 slow']] }, ['line']],
    [
      'where it has waited so far',
      {
        says: [
          [900, 'done'],
          [901, 'said'],
        ],
      },
      ['slowStep'],
    ],
    ['nothing so far, if it proceeds like them', { says: DONE }, ['nothing']],
  ])('in an unfinished run is %s', (_, run, kinds) => {
    const running = loggedFunction(...healthy(9), last({ ...run, isRunning: true }));
    expect(runPortrait(lastOf(running), running, null).differences.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('leaves other functions aside that are read together with it', () => {
    const cart = { origin: logOf('cart'), version: '41' };
    const now = loggedFunction(
      ...healthy(9, { ...cart, environment: 'cart 1' }),
      ...repeated(30, (place) => ({
        startMs: 100_000 + place * 1_000,
        durationMs: 9_000,
        origin: logOf('ledger'),
        environment: 'ledger 1',
        version: '$LATEST',
      })),
      last({ ...cart, says: DONE, environment: 'cart 2' }),
    );
    const { alike, comparison, differences } = runPortrait(lastOf(now), now, now);
    expect(alike).toMatchObject({ environments: 2, environmentsOfAll: 2 });
    expect(alike.runs).toHaveLength(10);
    expect(alike.versions).toEqual([{ version: '41', alike: 10, runs: 10 }]);
    expect(comparison).toMatchObject({ runsNow: 9, durationMs: { here: 100, now: 100, before: 100 } });
    expect(differences.map(({ kind }) => kind)).toEqual(['nothing']);
  });

  it('includes that its request was tried before', () => {
    const requestId = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
    const tries = [0, 1, 2].map((place) =>
      last({ startMs: 800_000 + 1_000 * place, requestId, says: [[90, 'ERROR no']], status: 'error' }),
    );
    const now = loggedFunction(...healthy(9), ...tries);
    expect(runPortrait(lastOf(now), now, null).differences[0]).toEqual({
      kind: 'attempts',
      attempt: 3,
      attempts: 3,
      failed: 3,
    });
  });
});

describe('a retried request', () => {
  const requestId = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
  const kindsAfter = (failed: number, ...then: readonly WrittenRun[]) => {
    const tries = repeated(failed, (place) =>
      last({ startMs: 800_000 + 1_000 * place, requestId, says: [[90, 'ERROR no']], status: 'error' }),
    );
    const now = loggedFunction(...healthy(9), ...tries, ...then);
    return runPortrait(lastOf(now), now, null).differences.map(({ kind }) => kind);
  };

  it.each([
    ['as often as an asynchronous event is retried', 3, ['attempts', 'line']],
    ['more often, which only happens to a batch of a stream', 4, ['attempts', 'stuckBatch', 'line']],
  ])('is shown %s', (_often, failed, kinds) => {
    expect(kindsAfter(failed)).toEqual(kinds);
  });

  it('is not stuck once it has succeeded', () => {
    expect(kindsAfter(4, last({ startMs: 900_000, requestId, says: DONE }))).not.toContain('stuckBatch');
  });
});

describe('a run among others', () => {
  const timedOut = (startMs: number, environment: string): WrittenRun => ({
    startMs,
    durationMs: 100,
    environment,
    status: 'timeout',
  });
  const now = loggedFunction(
    { startMs: 0, durationMs: 100, environment: 'a', initMs: 90, says: DONE },
    { startMs: 200, durationMs: 100, environment: 'b', says: DONE },
    timedOut(400, 'a'),
    timedOut(500, 'b'),
    { startMs: 700, durationMs: 100, environment: 'a', says: DONE },
  );
  const portraitAt = (startMs: number) => {
    const run = now.runs.find((each) => each.startMs === startMs);
    return runPortrait(run!, now, null);
  };

  it('is similar to those that ended the same way', () => {
    expect(portraitAt(500).alike).toMatchObject({ firstMs: 400, environments: 2, environmentsOfAll: 2 });
    expect(portraitAt(500).alike.runs.map(({ startMs }) => startMs)).toEqual([400, 500]);
    expect(portraitAt(0).alike.runs.map(({ startMs }) => startMs)).toEqual([0, 200, 700]);
  });

  it('has its place among the others of its environment, whether the start was seen or not', () => {
    const { environment } = portraitAt(400);
    expect(environment).toMatchObject({ place: 2, hasStart: true, sinceMs: 0 });
    expect([environment.previous?.startMs, environment.next?.startMs]).toEqual([0, 700]);
    expect(portraitAt(500).environment).toMatchObject({
      place: 2,
      hasStart: false,
      sinceMs: 200,
      next: null,
    });
  });

  it('has an environment as old as itself at least, though only its last line was seen', () => {
    const whole = lastOf(loggedFunction({ startMs: 1_000, durationMs: 10_000 }));
    const run = { ...whole, hasStart: false, lines: whole.lines.slice(-1) };
    const { environment } = runPortrait(run, { ...now, runs: [run] }, null);
    expect(environment).toMatchObject({ place: 1, hasStart: false, sinceMs: 1_000 });
  });
});
