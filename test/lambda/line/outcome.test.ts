import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import {
  isErrorLine,
  isStartCutOff,
  type Outcome,
  outcomeOf,
  outcomeOfAll,
} from '../../../src/lambda/line/outcome.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { LABELLED_SAMPLES } from '../../fixtures/labelled-samples.ts';

const ID = '2e859b52-6ec1-4404-a141-44d07e88e0e5';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 80.30 ms\tBilled Duration: 570 ms\tMemory Size: 256 MB\t`;
const ROOMY = `${REPORT}Max Memory Used: 97 MB\t`;
const FULL = `${REPORT}Max Memory Used: 256 MB\t`;
const KILLED = `RequestId: ${ID} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`;

const parse = (message: string) => parseLogLine(rawText(message));
const platformReport = (status: string) =>
  `{"time":"2026-11-20T09:00:00.061Z","type":"platform.report","record":{"requestId":"${ID}","metrics":{"durationMs":41.5},${status}}}`;

describe('the outcome in a single line', () => {
  it.each<[Outcome | null, string]>([
    ['timeout', `${ROOMY}Status: timeout`],
    ['outOfMemory', `${FULL}Status: error\tError Type: Runtime.OutOfMemory`],
    ['outOfMemory', `${FULL}Status: error\tError Type: Runtime.ExitError`],
    ['crash', `${ROOMY}Status: error\tError Type: Runtime.ExitError`],
    ['initFailure', `${ROOMY}Status: error\tError Type: Runtime.ImportModuleError`],
    ['error', `${ROOMY}Status: error`],
    ['ok', `${ROOMY}Status: success`],
    [null, ROOMY],
    ['error', platformReport('"status":"failure","errorType":"TypeError"')],
    ['timeout', `2026-11-20T09:00:03.005Z ${ID} Task timed out after 3.00 seconds`],
    ['outOfMemory', KILLED],
    ['crash', `RequestId: ${ID} Error: Runtime exited without providing a reason\nRuntime.ExitError`],
    ['initFailure', 'INIT_REPORT Init Duration: 9998.12 ms\tPhase: init\tStatus: timeout'],
    ['initFailure', 'RESTORE_REPORT Restore Duration: 10001.04 ms\tStatus: timeout'],
    ['error', "[ERROR] KeyError: 'customerId'\nTraceback (most recent call last):"],
    ['error', `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tInvoke Error \t{"errorType":"TypeError"}`],
    ['error', `2026-11-20T09:00:02.423Z\t${ID}\tfail\tSystem.IO.IOException: gone\n   at Shop.Run()`],
    ['error', '2026/11/20 09:00:00 {"errorMessage":"out of range","errorType":"boundsError"}'],
    ['error', `{"level":"ERROR","errorMessage":"'id'","errorType":"KeyError","requestId":"${ID}"}`],
    [null, `{"level":"ERROR","errorMessage":"'id'","requestId":"${ID}"}`],
    ['error', 'Error raised from handler method\n{"errorType":"Function<TypeError>"}'],
    ['error', 'gone: java.lang.Error\njava.lang.Error: gone\n\tat shop.Handler.run(Handler.java:88)'],
    [null, 'gone: java.lang.Error\njava.lang.Exception: gone\n\tat shop.Handler.run(Handler.java:88)'],
    [null, `2026-11-20T09:00:02.423Z\t${ID}\tERROR\tpayment failed`],
    [null, 'Task timed out after 3.00 seconds'],
    [null, 'Status: timeout'],
  ])('is %s of %j', (outcome, message) => {
    expect(outcomeOf(parse(message))).toBe(outcome);
  });

  it('treats each failed sample as an error, whether or not its text says ERROR', () => {
    const failed = LABELLED_SAMPLES.filter(
      ({ expected: { kind, status } }) =>
        kind !== 'runtimeDone' && status !== undefined && status !== null && status !== 'success',
    );
    expect(failed.length).toBeGreaterThan(10);
    const unnoticed = failed.filter(({ message }) => !isErrorLine(parse(message)));
    expect(unnoticed).toEqual([]);
  });

  it('treats no sample as an error that Lambda calls a success', () => {
    const wrong = LABELLED_SAMPLES.filter(({ expected }) => expected.status === 'success').filter(
      ({ message }) => isErrorLine(parse(message)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('an interrupted init', () => {
  const initReport = (record: string) =>
    `{"time":"2026-11-20T09:00:10.061Z","type":"platform.initReport","record":{"initializationType":"on-demand",${record},"metrics":{"durationMs":10000.1}}}`;

  it.each([
    ['is recognised in text', true, 'INIT_REPORT Init Duration: 9998.12 ms\tPhase: init\tStatus: timeout\n'],
    ['is recognised in JSON', true, initReport('"phase":"init","status":"timeout"')],
    [
      'is not one that failed by itself',
      false,
      'INIT_REPORT Init Duration: 12.10 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError',
    ],
    ['is not a finished one', false, initReport('"phase":"init","status":"success"')],
    [
      'is not one within a call, which the REPORT covers',
      false,
      'INIT_REPORT Init Duration: 6000.00 ms\tPhase: invoke\tStatus: timeout\n',
    ],
    ['is not one within a call, in JSON', false, initReport('"phase":"invoke","status":"timeout"')],
    ['is not a call that ran too long', false, `${ROOMY}Status: timeout`],
    ['is not a line of the code', false, 'INIT_REPORT was late\tStatus: timeout'],
  ])('%s', (_case, isCutOff, message) => {
    expect(isStartCutOff(parse(message))).toBe(isCutOff);
  });
});

describe('the outcome of an invocation', () => {
  it.each<[Outcome, readonly string[]]>([
    ['ok', [ROOMY]],
    ['error', ["[ERROR] KeyError: 'customerId'\nTraceback", ROOMY]],
    ['outOfMemory', [KILLED, `${ROOMY}Status: error\tError Type: Runtime.ExitError`]],
    ['timeout', [`2026-11-20T09:00:02.423Z\t${ID}\tERROR\tpayment failed`, `${ROOMY}Status: timeout`]],
    ['ok', [`2026-11-20T09:00:02.423Z\t${ID}\tERROR\tpayment failed`, ROOMY]],
  ])('is %s of %j', (outcome, messages) => {
    expect(outcomeOfAll(messages.map(parse))).toBe(outcome);
  });
});
