import { expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { hurts, isHealthy, outcomeOfRun } from '../../../src/logs/runs/run-outcome.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { REQUEST } from '../lines/log-lines.ts';

const report = (more: string) =>
  `REPORT RequestId: ${REQUEST}\tDuration: 41.00 ms\tBilled Duration: 41 ms\tMemory Size: 512 MB\tMax Memory Used: ${more}`;
const OK = report('171 MB\t\n');
const FULL = report('512 MB\t\n');
const killed = `RequestId: ${REQUEST} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`;
const exited = `RequestId: ${REQUEST} Error: Runtime exited with error: exit status 1\nRuntime.ExitError`;
const timedOut = `2026-11-24T03:12:01.000Z ${REQUEST} Task timed out after 3.00 seconds\n\n`;
const thrown =
  '[ERROR] ExportNotFound: export 8745 was removed\nTraceback (most recent call last):\n  File "x"';
const logged = `[ERROR]\t2026-11-24T03:09:13.813Z\t${REQUEST}\tmessage 1988d1bb left in the queue\n`;
const said = `[INFO]\t2026-11-24T03:09:13.814Z\t${REQUEST}\t3 of 4 messages\n`;
const initError =
  'INIT_REPORT Init Duration: 120.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ImportModuleError';

it.each([
  ['a REPORT without a status', [OK], 'ok', 'silence', 0],
  ['a REPORT that says timeout', [report('171 MB\tStatus: timeout\n')], 'timeout', 'report', 0],
  ['a line that says timeout', [timedOut, OK], 'timeout', 'line', 0],
  ['a killed process whose memory was full', [killed, FULL], 'outOfMemory', 'line', 0],
  [
    'a killed process whose REPORT names the memory',
    [killed, report('512 MB\tStatus: error\tError Type: Runtime.OutOfMemory\n')],
    'outOfMemory',
    'report',
    0,
  ],
  ['a process that exited by itself', [exited, OK], 'crash', 'line', 0],
  [
    'a REPORT that names a missing module',
    [report('171 MB\tStatus: error\tError Type: Runtime.ImportModuleError\n')],
    'initFailure',
    'report',
    0,
  ],
  ['a failed init, and nothing else yet', [initError], 'initFailure', 'line', 0],
  ['an error with nothing after it', [said, thrown, OK], 'error', 'uncaught', 0],
  ['a REPORT of an unnamed error', [report('171 MB\tStatus: error\n')], 'error', 'report', 0],
  ['logged errors that it survived', [logged, said, OK], 'ok', 'silence', 1],
  ['a final error that is not an exception', [said, logged, OK], 'ok', 'silence', 1],
  ['no REPORT', [said], 'open', 'silence', 0],
] as const)('%s is the outcome of the lines', (_, messages, kind, because, errorLines) => {
  const lines = messages.map((message) => parseLogLine(rawText(message)));
  expect(outcomeOfRun(lines)).toMatchObject({ kind, because, errorLines });
});

it.each([
  ['a REPORT that tells of no failure', [OK], 'unknown', false],
  ['an error that it survived', [logged, said, OK], 'unknown', true],
  ['a line that says timeout', [timedOut, OK], 'timeout', true],
  ['no REPORT', [said], 'open', false],
] as const)('where lines of the run may be missing, %s makes it %s', (_, messages, kind, hasTrouble) => {
  const lines = messages.map((message) => parseLogLine(rawText(message)));
  const outcome = outcomeOfRun(lines, false);
  expect([outcome.kind, isHealthy(outcome), hurts(outcome)]).toEqual([kind, false, hasTrouble]);
});
