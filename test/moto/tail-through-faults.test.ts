import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { createClock } from '../../src/monitor/clock.ts';
import { clockSettingText } from '../../src/settings/clock-setting.ts';
import { expectWhole, FAULT_CASES, faultOutcomes, type Place } from '../faults/fault-cases.ts';
import { logGroup } from '../faults/log-group.ts';
import { startRelay } from '../faults/relay.ts';
import type { Outcome } from '../faults/spell.ts';
import { motoEnvironment } from './account-environment.ts';
import { startFailingProxy } from './failing-proxy.ts';

/** Account seconds per second: moto accepts events of any time. */
const SPEED = 10;

const folder = mkdtempSync(join(tmpdir(), 'lmon-moto-'));
afterAll(() => rmSync(folder, { recursive: true }));
let places = 0;

async function atMoto(work: (place: Place) => Promise<Outcome>): Promise<Outcome> {
  const name = `faults-${places++}`;
  const url = inject('motoUrl');
  const proxy = await startFailingProxy(url);
  const relay = await startRelay(proxy.port);
  const setting = { anchorMs: Date.now(), wallStartMs: Date.now(), speed: SPEED };
  try {
    return await work({
      group: logGroup(url, `/through/${name}`),
      env: { ...motoEnvironment(url, 'eu-west-1'), LMON_CLOCK: clockSettingText(setting) },
      now: createClock(setting).now,
      fail: proxy.fail,
      relay,
      noNamesFile: join(folder, name),
    });
  } finally {
    await relay.hangUp();
    await proxy.close();
  }
}

describe('lmon tail with moto through 20 s of', () => {
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await faultOutcomes(SPEED, atMoto);
  });

  it.each(FAULT_CASES)('$what: loses no line, repeats none, and reports what it could not see', (each) => {
    expectWhole(outcomes.get(each.what), each);
  });
});
