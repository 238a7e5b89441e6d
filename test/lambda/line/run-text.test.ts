import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { tellsOfFailure } from '../../../src/lambda/line/outcome.ts';
import { mayTellOfRun } from '../../../src/lambda/line/run-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';
import { mutatedLine } from './mutated-line.ts';

const ID = '2e859b52-6ec1-4404-a141-44d07e88e0e5';

/** Whether the parsed line is the START or REPORT of a run, or tells that one failed. */
function tellsOfRun(message: string): boolean {
  const line = parseLogLine(rawText(message));
  return line.kind === 'start' || line.kind === 'report' || tellsOfFailure(line);
}

/** Each tells of a run. */
const TELLING = [
  `START RequestId: ${ID} Version: 7`,
  `START\tRequestId: ${ID} Version: 7`,
  `REPORT RequestId: ${ID}\tDuration: 80.30 ms\tStatus: timeout`,
  'INIT_REPORT Init Duration: 9998.12 ms\tPhase: init\tStatus: timeout',
  'RESTORE_REPORT Restore Duration: 10001.04 ms\tStatus: timeout',
  `2026-11-20T09:00:03.005Z ${ID} Task timed out after 3.00 seconds`,
  `RequestId: ${ID} Error: Runtime exited with error: exit status 1\nRuntime.ExitError`,
  "[ERROR] KeyError: 'customerId'\nTraceback (most recent call last):",
  "[FAIL] KeyError: 'customerId'",
  `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tInvoke Error \t{"errorType":"TypeError"}`,
  `2026-11-20T09:00:02.423Z\t${ID}\tfail\tSystem.IO.IOException: gone\n   at Shop.Run()`,
  '2026/11/20 09:00:00 {"errorMessage":"out of range","errorType":"boundsError"}',
  'Error raised from handler method\n{"errorType":"Function<TypeError>"}',
  'gone: java.lang.Error\njava.lang.Error: gone\n\tat shop.Handler.run(Handler.java:88)',
  '{"level":"ERROR","message":"gone: java.lang.Error\\njava.lang.Error: gone\\n\\tat shop.Handler.run(H.java)"}',
  '{"level":"ERROR","message":"gone: java.lang.Error\\njava.lang.Error: gone\\n\\u0009at shop.Handler.run(H.java)"}',
  '{"level":50,"message":{"errorType":"TypeError","errorMessage":"no cart"}}',
  '{"level":"ERROR","error\\u0054ype":"TypeError","errorMessage":"no cart"}',
  `{"time":"2026-11-20T09:00:00.061Z","type":"platform.start","record":{"requestId":"${ID}"}}`,
  `{"time":"2026-11-20T09:00:00.061Z","type":"platform\\u002ereport","record":{"requestId":"${ID}","metrics":{"durationMs":1}}}`,
  '{"time":"2026-11-20T09:00:00.061Z","type":"platform.initReport","record":{"status":"error"}}',
];

const SAMPLES = LABELLED_SAMPLES.map(({ message }) => message);
const PIECES = [
  ...[
    '"errorType":"Oops",',
    '"level":"ERROR",',
    'ERROR',
    '\n\tat ',
    '\\n\\tat ',
    '\n   at ',
    '\\u',
    'platform.',
  ],
  ...['START ', 'REPORT ', '[ERROR] ', 'RequestId: ', '\t', '\n', ' ', '"', '\\', '{', '}', '\ud83d'],
];

const nearly = mutatedLine([...TELLING, ...SAMPLES], PIECES, fc.oneof(fc.nat(8), fc.nat(400)));

describe('a look at the text', () => {
  it.each(TELLING)('finds that it may tell of a run: %j', (message) => {
    expect([tellsOfRun(message), mayTellOfRun(message)]).toEqual([true, true]);
  });

  it('misses no sample that tells of a run, and spares most others', () => {
    const others = SAMPLES.filter((message) => !tellsOfRun(message));
    expect(SAMPLES.filter((message) => tellsOfRun(message) && !mayTellOfRun(message))).toEqual([]);
    expect(others.filter(mayTellOfRun).length).toBeLessThan(others.length / 2);
  });

  it('misses no line that tells of a run, however a sample is changed', () => {
    fc.assert(
      fc.property(nearly, (message) => {
        if (tellsOfRun(message)) expect(mayTellOfRun(message)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
