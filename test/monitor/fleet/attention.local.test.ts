import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import type { World } from '../../../src/local/world/world.ts';
import { ApiLedger } from '../../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../../src/monitor/calls/call-budget.ts';
import { MOST_PROBED } from '../../../src/monitor/case/failure-probe.ts';
import { Attention, type CloserLook } from '../../../src/monitor/fleet/attention.ts';
import { provisionedUse } from '../../../src/monitor/function/detail/provisioned-use.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { patient } from '../../aws/loopback-aws.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from './demo-fleet.ts';

let world: World;
beforeAll(() => {
  world = createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'demo' });
});

interface Looked extends CloserLook {
  /** The fleet as it was then: it is closed. */
  readonly fleet: DemoFleet;
  readonly ledger: ApiLedger;
}

/** What lmon knows about `functionName` while it is selected, and about the logs of `mostProbed` others. */
async function look(
  functionName: string,
  {
    wantsDay = false,
    untilMs = null,
    mostProbed = 0,
    ...options
  }: Parameters<typeof demoFleet>[0] & {
    wantsDay?: boolean;
    untilMs?: number | null;
    mostProbed?: number;
  } = {},
): Promise<Looked> {
  const fleet = await demoFleet({ world, ...options });
  const { clock, sources, monitor } = fleet;
  const ledger = new ApiLedger(clock.now());
  const budget = createCallBudget(clock, { random: () => 0.5 });
  const attention = new Attention(sources, { clock, budget, ledger, signal: patient }, untilMs, mostProbed);
  const { functions } = monitor.getSnapshot();
  attention.attend(rawText(functionName), { day: wantsDay });
  attention.readFacts(functions, clock.now());
  await attention.read(functions, clock.now());
  await attention.readVersions(
    functions.filter(({ name }) => name === 'cart-api'),
    clock.now(),
  );
  await fleet.close();
  return { ...attention.look(functions, clock.now()), fleet, ledger };
}

/** Reading a log takes seconds: what is read without conditions is read once for all tests. */
const looks = new Map<string, Promise<Looked>>();
function usualLook(functionName: string): Promise<Looked> {
  const looked = looks.get(functionName) ?? look(functionName);
  looks.set(functionName, looked);
  return looked;
}

const denying = (operation: string) => ({ faults: [{ operation, kind: 'denied' as const }] });

describe('a closer look at a function', () => {
  // email-dispatch is called asynchronously: each failed event is retried twice, with the same request id.
  it.each(['email-dispatch', 'cart-api', 'ledger-stream'])(
    'counts in the log of %s as many failed calls as there were',
    async (name) => {
      const { failures } = await usualLook(name);
      const { fromMs, toMs, isComplete, groups } = failures.get(rawText(name))!;
      expect(isComplete).toBe(true);
      const failed = groups.reduce((sum, { count }) => sum + count, 0);
      const errorsBetween = (startMs: number, endMs: number) => {
        let errors = 0;
        for (let ms = Math.floor(startMs / MINUTE_MS) * MINUTE_MS; ms < endMs; ms += MINUTE_MS)
          errors += world.truth.minute(name, ms).errors;
        return errors;
      };
      // Logs have a resolution of a second, and the newest lines are missing: the first and the last minute are
      // partial.
      expect(failed).toBeGreaterThanOrEqual(errorsBetween(fromMs + MINUTE_MS, toMs - MINUTE_MS));
      expect(failed).toBeLessThanOrEqual(errorsBetween(fromMs - MINUTE_MS, toMs));
    },
  );

  it('knows how busy provisioned concurrency was, and what share of calls spilled over, like the truth', async () => {
    const limits = createWorld({ seed: 1, nowMs: DEMO_START_MS, cast: 'limits' });
    for (const [name, allocated] of [
      ['search-suggest', 20],
      ['rate-batches', 120],
    ] as const) {
      const { detail, fleet } = await look(name, { world: limits });
      const { minuteMs } = fleet.status(name);
      const minutes = limits.truth.provisioned(name, minuteMs! - 14 * MINUTE_MS, minuteMs! + MINUTE_MS);
      const spilled = minutes.reduce((sum, { spilledOver }) => sum + spilledOver, 0);
      const served = minutes.reduce((sum, { invocations }) => sum + invocations, 0);
      expect(detail?.provisioned).toMatchObject({
        known: true,
        value: [
          {
            allocated,
            busiest: Math.max(...minutes.map(({ peak }) => peak)),
            served,
            spilled,
          },
        ],
      });
      const use = provisionedUse(fleet.status(name), detail);
      expect(use?.servedShare).toBeCloseTo(served / (served + spilled));
    }
  });

  it('tells a failing version from the healthy one beside it', async () => {
    const { detail, fleet } = await usualLook('cart-api');
    const [alias] = detail?.aliases.known ? detail.aliases.value : [];
    expect(alias).toMatchObject({ name: 'live', versions: [{ version: '41' }, { version: '42' }] });
    const [usual, canary] = alias!.versions;
    const toMs = fleet.status('cart-api').minuteMs!;
    const servedBy = (executedVersion: string) =>
      Array.from({ length: 15 }, (_, age) =>
        world.resourceMetric(
          { functionName: 'cart-api', qualifier: 'live', executedVersion },
          'Invocations',
          toMs - age * MINUTE_MS,
          fleet.clock.now(),
        ),
      ).reduce((sum, minute) => sum + (minute?.sum ?? 0), 0);
    expect([usual?.invocations, canary?.invocations]).toEqual([servedBy('41'), servedBy('42')]);
    expect(usual?.errorRate).toBeLessThan(0.01);
    expect(canary?.errorRate).toBeGreaterThan(0.2);
  });

  it('does so for failing functions that are not selected, too', async () => {
    const { detail, versions } = await look('geo-lookup', { mostProbed: 1 });
    const [alias] = versions.get('cart-api') ?? [];
    expect(detail?.functionName).toBe('geo-lookup');
    expect(alias?.versions.map(({ version }) => version)).toEqual(['41', '42']);
    expect(alias?.versions[1]?.errorRate).toBeGreaterThan(0.2);
    expect([...versions.keys()]).toEqual(['cart-api']);
  });

  it('names the alarms that ring on it, and no others', async () => {
    const { detail } = await usualLook('checkout-api');
    expect(detail?.alarms).toMatchObject({
      known: true,
      value: [{ name: 'checkout-api-throttles', metric: 'Throttles' }],
    });
  });

  it('says how its asynchronous events are retried', async () => {
    const { detail } = await usualLook('email-dispatch');
    const configured = world.eventInvokeConfigs.find(({ functionName }) => functionName === 'email-dispatch');
    expect(detail?.asyncDelivery).toMatchObject({
      known: true,
      value: { maximumRetries: configured?.maximumRetryAttempts },
    });
  });

  it('says which failures its log contains', async () => {
    const { failures } = await usualLook('checkout-api');
    const evidence = failures.get('checkout-api');
    expect(evidence?.error).toBeNull();
    expect(evidence?.groups.slice(0, 2).map(({ kind }) => kind)).toEqual(['timeout', 'logged']);
    expect(evidence?.groups.find(({ kind }) => kind === 'logged')?.says).toContain('payments.internal');
  });

  it('tells a log without failures from one without lines', async () => {
    const { failures } = await usualLook('user-profile');
    expect(failures.get('user-profile')).toMatchObject({ hasLines: true, error: null });
    const past = await look('user-profile', { untilMs: world.startMs });
    expect(past.failures.get('user-profile')).toMatchObject({ hasLines: false, groups: [], error: null });
  });

  it('also reads the logs of the functions that hurt most, with a few calls each', async () => {
    const { failures, fleet, ledger } = await look('geo-lookup', { mostProbed: MOST_PROBED });
    const hurting = fleet.monitor
      .getSnapshot()
      .functions.slice(0, 5)
      .map(({ name }) => name);
    expect([...failures.keys()].sort()).toEqual(['geo-lookup', ...hurting].sort());
    const { apis } = ledger.snapshot(fleet.clock.now());
    const reads = apis.find(({ action }) => action === 'logs:FilterLogEvents');
    expect(reads?.calls).toBeLessThanOrEqual(6 * 4 * 3);
  });

  it('reads the last day on demand, minute by minute', async () => {
    const { detail, fleet } = await look('geo-lookup', { wantsDay: true });
    expect(detail?.day).toHaveLength(1_440);
    expect(detail?.day?.at(-1)?.minuteMs).toBe(fleet.status('geo-lookup').minuteMs);
    const simulated = detail?.day?.filter(({ minuteMs }) => minuteMs >= world.startMs) ?? [];
    expect(simulated.length).toBeGreaterThan(180);
    expect(simulated.map(({ invocations }) => invocations)).toEqual(
      simulated.map(({ minuteMs }) => world.truth.minute('geo-lookup', minuteMs).invocations),
    );
  });

  it.each(['cart-api', 'geo-lookup'])(
    'reads the provisioned concurrency of %s, whatever its aliases',
    async (name) => {
      const { detail } = await usualLook(name);
      expect(detail?.provisioned).toMatchObject({ known: true, value: [] });
    },
  );

  it('says that reading provisioned concurrency is denied', async () => {
    const { detail } = await look('cart-api', denying('lambda:ListProvisionedConcurrencyConfigs'));
    expect(detail?.provisioned).toEqual({ known: false, because: 'denied' });
    expect(detail?.aliases.known).toBe(true);
  });

  it.each([
    ['lambda:ListAliases', 'aliases'],
    ['lambda:GetFunctionEventInvokeConfig', 'asyncDelivery'],
    ['cloudwatch:DescribeAlarms', 'alarms'],
  ] as const)('works without %s, and says that it is denied', async (operation, fact) => {
    const { detail, failures } = await look('cart-api', denying(operation));
    expect(detail?.[fact]).toEqual({ known: false, because: 'denied' });
    expect(failures.get('cart-api')?.groups).not.toEqual([]);
  });

  it('says that reading the log is denied', async () => {
    const { failures } = await look('checkout-api', denying('logs:FilterLogEvents'));
    expect(failures.get('checkout-api')).toMatchObject({ error: { kind: 'denied' }, groups: [] });
  });
});

describe('a look into the logs of the functions that hurt most', () => {
  it("prefers, after the worst, those whose reason metrics can't tell, however many hurt more", async () => {
    const { clock, sources, monitor, close } = await demoFleet({ world });
    onTestFinished(close);
    const budget = createCallBudget(clock, { random: () => 0.5 });
    const asking = { clock, budget, ledger: new ApiLedger(clock.now()), signal: patient };
    const attention = new Attention(sources, asking, null, 2);
    const { functions } = monitor.getSnapshot();
    const [worst, second] = functions.map(({ name }) => name);
    expect(second).not.toBe('invoice-pdf');
    await attention.read(functions, clock.now(), { needsLog: ({ name }) => name === 'invoice-pdf' });
    expect([...attention.look(functions, clock.now()).failures.keys()]).toEqual([worst, 'invoice-pdf']);
  });
});
