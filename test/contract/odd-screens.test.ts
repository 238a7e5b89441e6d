import { afterEach, describe, it } from 'vitest';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { frozenAccount, type LocalAccount, localAccount } from '../commands/local-account.ts';
import { logWriter } from '../commands/written-log.ts';
import { FROZEN_MS, STANDS_STILL } from '../frozen-demo.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';
import { startApp } from '../screen/open-app.ts';
import { KEY, type Screen } from '../screen/open-screen.ts';
import { SMALL_CAST } from '../screen/small-account.ts';
import { expectAsKept, KEPT_SIZES } from './kept-screen.ts';

interface Odd {
  readonly name: string;
  readonly args: string;
  readonly shows: string | RegExp;
  readonly faults?: readonly FaultInput[];
  /** Faults once it has shown that, and the keys that meet them. */
  readonly later?: { readonly faults: readonly FaultInput[]; readonly press: string; readonly shows: string };
}

const denied = (operation: string): FaultInput => ({ operation, kind: 'denied' });

const REFUSED: readonly Odd[] = [
  { name: 'fleet-list-denied', args: 'fleet', faults: [denied('lambda:ListFunctions')], shows: 'denied' },
  {
    name: 'fleet-metrics-denied',
    args: 'fleet',
    faults: [denied('cloudwatch:GetMetricData')],
    shows: 'denied',
  },
  { name: 'fleet-expired', args: 'fleet', faults: [{ operation: '*', kind: 'expired' }], shows: 'expired' },
  {
    name: 'fleet-stale',
    args: 'fleet',
    shows: /more kinds +in 7 min/,
    later: {
      faults: [{ operation: '*', kind: 'unavailable' }],
      press: 'r',
      shows: 'unreachable',
    },
  },
  {
    name: 'function-metrics-denied',
    args: 'watch checkout-api',
    faults: [denied('cloudwatch:GetMetricData')],
    shows: 'denied',
  },
  {
    name: 'function-log-denied',
    args: 'watch checkout-api',
    faults: [denied('logs:FilterLogEvents')],
    shows: 'denied',
  },
  {
    name: 'triage-log-denied',
    args: 'triage checkout-api',
    faults: [denied('logs:FilterLogEvents')],
    shows: 'missing: its log',
  },
  {
    name: 'tail-denied',
    args: 'tail checkout-api',
    faults: [denied('logs:FilterLogEvents')],
    shows: 'denied',
  },
];

let account: LocalAccount;
let screen: Screen;
afterEach(async () => {
  await screen.close();
  await account.close();
});

async function open(args: string, shows: string | RegExp): Promise<void> {
  const [columns, rows] = KEPT_SIZES[2];
  screen = await startApp({ args: args.split(' '), columns, rows, env: account.env });
  await screen.waitFor(shows);
}

describe('the screens of an account that refuses', () => {
  it.each(REFUSED)('$name', async ({ name, args, shows, faults = [], later }) => {
    account = await frozenAccount();
    await account.setFaults(faults);
    await open(args, shows);
    if (later !== undefined) {
      await account.setFaults(later.faults);
      screen.press(later.press);
      await screen.waitFor(later.shows);
    }
    await expectAsKept(screen, name);
  });
});

it('the screens of an account without functions', async () => {
  const world = createWorld({ seed: 1, nowMs: FROZEN_MS, cast: 'empty' });
  account = await localAccount(STANDS_STILL, { world, anchorMs: FROZEN_MS });
  await open('fleet', /no function/i);
  await expectAsKept(screen, 'fleet-empty');
});

/** As long as Lambda allows. */
const longName = (name: string) =>
  `acme-production-eu-west-1-order-processing-legacy-export-${name}`.slice(0, 64);

it('the screens of functions with long names', async () => {
  const world = demoWorldOf(SMALL_CAST, FROZEN_MS, {
    changed: (model) => {
      const name = longName(model.configuration.name);
      return { ...model, configuration: { ...model.configuration, name, logGroup: `/aws/lambda/${name}` } };
    },
  });
  account = await localAccount(STANDS_STILL, { world, anchorMs: FROZEN_MS, quotas: false });
  await open('fleet', 'WHY acme');
  await expectAsKept(screen, 'fleet-long-names');
  screen.press(KEY.enter);
  await screen.waitFor('LAST SETTLED MINUTE');
  await expectAsKept(screen, 'function-long-name');
});

const GROUP = '/aws/ecs/payments';

it('the screens of a log in scripts of two cells, and of one without lines', async () => {
  account = await localAccount(STANDS_STILL, {
    world: demoWorldOf([], FROZEN_MS),
    anchorMs: FROZEN_MS,
    quotas: false,
  });
  const log = logWriter(account);
  await log.createGroup(GROUP);
  await log.createStream(GROUP, 'stream');
  await open(`tail ${GROUP}`, 'LIVE');
  await expectAsKept(screen, 'tail-empty');
  await screen.close();
  await log.writeAt(
    GROUP,
    'stream',
    [
      'ERROR 支払いに失敗しました 顧客=山田太郎',
      '{"level":"WARN","message":"결제가 완료되었습니다","注文":"チェックアウト"}',
      'INFO family 👩‍👩‍👧‍👦 done, flags 🇩🇪🇯🇵, plane ✈️ keycap 1️⃣ skin 👍🏽',
      `INFO ${'東京都港区'.repeat(60)}`,
      'تم رفض الدفع: الرصيد غير كاف',
    ].map((line, index) => [FROZEN_MS - 5_000 + index * 100, line] as const),
  );
  log.close();
  await open(`tail ${GROUP}`, '山田太郎');
  await expectAsKept(screen, 'tail-wide-cells');
});
