import { describe, expect, it } from 'vitest';
import { parseLogLine } from '../../src/lambda/log-line.ts';
import { rawText } from '../../src/terminal/text.ts';
import { isErrorItem } from '../../src/views/error-item.ts';
import { line } from './tail-story.ts';

const ID = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
const REPORT = `REPORT RequestId: ${ID}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 33 MB\t`;

describe('an error', () => {
  it.each([
    '{"level":"error","message":"x"}',
    '{"severity":"CRITICAL","message":"x"}',
    '{"levelname":"FATAL","message":"x"}',
    '{"level":50,"msg":"x"}',
    '{"level" : 60,"msg":"x"}',
    '{"level":100,"msg":"x"}',
    '{"level":5e1,"msg":"x"}',
    '{"level":"\\u0045RROR","message":"x"}',
    '{"l\\u0065vel":50,"message":"x"}',
    `2026-11-20T09:00:03.005Z\t${ID}\tfail\tx`,
    `2026-11-20T09:00:03.005Z\t${ID}\tcrit\tx`,
    `[ERROR]\t2026-11-20T09:00:03.005Z\t${ID}\tx`,
    '[ERROR] KeyError: x',
    `2026-11-20T09:00:03.005Z ${ID} Task timed out after 3.00 seconds`,
    `RequestId: ${ID} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`,
    `${REPORT}Status: timeout`,
    `${REPORT}Status: failure`,
    `${REPORT}Status: error`,
  ])('is %j', (message) => {
    expect(parseLogLine(rawText(message)).level).toMatch(/ERROR|FATAL/);
    expect(isErrorItem(line(1, message))).toBe(true);
  });

  it.each([
    'plain words',
    'no ERROR here',
    REPORT,
    '{"level":"INFO","error":null}',
    '{"level":30,"msg":"x"}',
    '{"level":"WARN","message":"failed, trying again"}',
  ])('is not %j', (message) => {
    const item = line(1, message);
    expect(isErrorItem(item)).toBe(false);
    expect(isErrorItem(item)).toBe(false);
  });
});
