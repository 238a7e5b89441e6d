import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { steady } from '../../../src/local/world/curve.ts';
import { simulatedWorld } from '../../../src/local/world/simulated-world.ts';
import type { WorldEvent } from '../../../src/local/world/world-log.ts';
import {
  calledPerSecond,
  groupedBy,
  loggedWithin,
  START_MS,
  type TinyFunction,
  tinyAccount,
  tinyFunction,
} from './tiny-account.ts';

const END_MS = START_MS + 20 * MINUTE_MS;

function eventsOf(overrides: TinyFunction): readonly WorldEvent[] {
  const world = simulatedWorld(tinyAccount([tinyFunction('one', overrides)]), 1, START_MS);
  return loggedWithin(world, 'one', START_MS, END_MS);
}

/** The REPORT lines of each environment, oldest first. */
function reportsByEnvironment(events: readonly WorldEvent[]): readonly (readonly string[])[] {
  const reports = events.filter(({ message }) => message.startsWith('REPORT'));
  return [...groupedBy(reports, ({ logStream }) => logStream).values()].map((group) =>
    group.map(({ message }) => message),
  );
}

describe('an environment that leaks memory', () => {
  const leaking = { caller: calledPerSecond(5), work: { memoryUsedMb: 40, memoryLeakMb: 1.5 } };
  const environments = reportsByEnvironment(eventsOf(leaking));
  const killed = environments.filter((reports) => reports.at(-1)?.includes('Runtime.OutOfMemory'));

  it("ends with the invocation that finds none left, in Lambda's current words", () => {
    for (const reports of environments) {
      const failed = reports.filter((report) => report.includes('Status: error'));
      expect(failed.length).toBeLessThanOrEqual(1);
      if (failed.length > 0) expect(reports.at(-1)).toBe(failed[0]);
    }
    expect(killed[0]?.at(-1)).toMatch(/Status: error\tError Type: Runtime\.OutOfMemory\n$/);
  });
});

describe('an environment whose start fails', () => {
  const failing = { caller: calledPerSecond(2), work: { initFailureShare: steady(1), initMs: 300 } };

  it.each([
    {
      logFormat: 'Text',
      report:
        /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime\.ImportModuleError\n$/,
    },
    {
      logFormat: 'JSON',
      report:
        /"type":"platform\.initReport".*"phase":"init","status":"error","errorType":"Runtime\.ImportModuleError"/,
    },
  ] as const)('says so in INIT_REPORT ($logFormat)', ({ logFormat, report }) => {
    const events = eventsOf({ ...failing, configuration: { logFormat } });

    expect(events.filter(({ message }) => report.test(message)).length).toBeGreaterThan(100);
  });

  it('fails its first invocation and is never used again', () => {
    const environments = reportsByEnvironment(eventsOf(failing));

    for (const reports of environments) {
      expect(reports).toHaveLength(1);
      expect(reports[0]).toMatch(/Status: error\tError Type: Runtime\.ImportModuleError\n$/);
    }
  });

  it('occurs as often as the model says', () => {
    const halfFailing = {
      ...failing,
      work: { ...failing.work, initFailureShare: steady(0.5), durationMs: steady(20_000) },
    };
    const events = eventsOf({ ...halfFailing, configuration: { timeoutMs: 60_000 } });
    const starts = events.filter(({ message }) => message.startsWith('INIT_START')).length;
    const failures = events.filter(({ message }) => message.startsWith('INIT_REPORT')).length;

    expect(failures).toBeGreaterThan(10);
    expect(failures).toBeLessThan(starts);
  });
});
