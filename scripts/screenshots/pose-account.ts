import { startLocalAws } from '../../src/local/server.ts';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { demoAccount, EMPTY_ACCOUNT } from '../../src/local/world/cast/cast.ts';
import { checkoutApi } from '../../src/local/world/cast/checkout-api.ts';
import { geoLookup } from '../../src/local/world/cast/geo-lookup.ts';
import { invoicePdf } from '../../src/local/world/cast/invoice-pdf.ts';
import { reportNightly } from '../../src/local/world/cast/report-nightly.ts';
import { searchIndex } from '../../src/local/world/cast/search-index.ts';
import { webhookIn } from '../../src/local/world/cast/webhook-in.ts';
import { steady } from '../../src/local/world/curve.ts';
import type { AccountModel, FunctionModel } from '../../src/local/world/function-model.ts';
import type { StoryLine } from '../../src/local/world/log/log-story.ts';
import { simulatedWorld } from '../../src/local/world/simulated-world.ts';
import { createClock } from '../../src/monitor/clock.ts';
import { clockSettingText } from '../../src/settings/clock-setting.ts';

/**
 * | account     | what is in it                                                     |
 * | ----------- | ----------------------------------------------------------------- |
 * | demo        | the cast of `lmon demo`                                           |
 * | empty       | nothing, as on someone's first day                                |
 * | calm        | functions without trouble                                         |
 * | switchedOff | a single function that is called although it reserves 0           |
 * | crowded     | the cast among 1,000 functions whose names fill all 64 characters |
 * | worldwide   | functions that log in Japanese, German with emoji, and Hebrew     |
 */
export type PoseAccountName = 'demo' | 'empty' | 'calm' | 'switchedOff' | 'crowded' | 'worldwide';

/** A log group with lines in all of the world's scripts, side by side. */
export const WORLDWIDE_LOG = '/app/worldwide';

export interface PoseAccount {
  /** Environment that points lmon at it. */
  readonly env: Readonly<Record<string, string>>;
  fail(faults: readonly FaultInput[]): Promise<void>;
  close(): Promise<void>;
}

const NOW_MS = Date.UTC(2026, 10, 24, 3, 12, 10);
const HISTORY_MS = 185 * 60_000;
const SEED = 1;

/** A local AWS with such an account, without faults yet. */
export async function openPoseAccount(name: PoseAccountName, speed: number): Promise<PoseAccount> {
  const setting = { anchorMs: NOW_MS, wallStartMs: Date.now(), speed };
  const clock = createClock(setting);
  const world = simulatedWorld(MODELS[name](), SEED, NOW_MS - HISTORY_MS);
  world.advanceShared(NOW_MS);
  const server = await startLocalAws({ world, clock, port: 0, quotas: true });
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const fail = async (wanted: readonly FaultInput[]) => {
    // Posted faults add to the existing ones, so the next pose would begin in the last one's outage.
    await fetch(`${server.url}/_local/faults`, { method: 'DELETE' });
    await post('/_local/faults', wanted);
  };
  await writeWorldwideLog(clock.now(), (operation, input) =>
    post('/', input, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
    }),
  );
  return {
    env: {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'eu-west-1',
      LMON_CLOCK: clockSettingText(setting),
    },
    fail,
    close: () => server.close(),
  };
}

const MODELS: Readonly<Record<PoseAccountName, () => AccountModel>> = {
  demo: () => demoAccount(NOW_MS),
  empty: () => EMPTY_ACCOUNT,
  calm: () => ({
    ...EMPTY_ACCOUNT,
    functions: [geoLookup, webhookIn, searchIndex, reportNightly].map((model) => model(NOW_MS)),
    hasPast: true,
  }),
  switchedOff: () => ({
    ...EMPTY_ACCOUNT,
    functions: [reserving(webhookIn(NOW_MS), 0)],
    hasPast: true,
  }),
  crowded: () => {
    const demo = demoAccount(NOW_MS);
    const others = Array.from({ length: 1_000 - demo.functions.length }, (_, place) => crowdMember(place));
    return { ...demo, functions: [...demo.functions.map(longNamed), ...others] };
  },
  worldwide: () => ({
    ...EMPTY_ACCOUNT,
    functions: [
      told(checkoutApi(NOW_MS), '注文の決済 🛒'),
      told(invoicePdf(NOW_MS), 'Rechnung 📄 👩‍👩‍👧‍👦 größer'),
      told(geoLookup(NOW_MS), 'בדיקת מיקום 🇩🇪'),
      reportNightly(NOW_MS),
    ],
    alarms: [
      {
        name: '注文の失敗が多すぎる 🚨 (決済チーム)',
        description: 'スロットリング',
        functionName: 'checkout-api',
        metric: 'Throttles',
        statistic: 'Sum',
        threshold: 10,
        periods: 3,
      },
    ],
    hasPast: true,
  }),
};

const LONGEST_NAME = 64;
const ACTIVE_OF_CROWD = 84;

function crowdMember(place: number): FunctionModel {
  const name = longName(`worker-${String(place).padStart(3, '0')}`);
  if (place >= ACTIVE_OF_CROWD) return named(reportNightly(NOW_MS), name);
  return named({ ...geoLookup(NOW_MS), caller: { kind: 'sync', requestsPerSecond: steady(0.5) } }, name);
}

/** The one that hurts most has a long name too. */
function longNamed(model: FunctionModel): FunctionModel {
  return model.configuration.name === 'legacy-export' ? named(model, longName('legacy-export')) : model;
}

/** Names as CloudFormation stacks make them: a common prefix, and a distinct end. */
function longName(end: string): string {
  const prefix = 'acme-production-eu-west-1-order-processing-';
  return `${prefix}${'x'.repeat(Math.max(0, LONGEST_NAME - prefix.length - end.length - 1))}-${end}`;
}

function reserving(model: FunctionModel, reservedConcurrency: number): FunctionModel {
  return { ...model, configuration: { ...model.configuration, reservedConcurrency } };
}

function named(model: FunctionModel, name: string): FunctionModel {
  return { ...model, configuration: { ...model.configuration, name, logGroup: `/aws/lambda/${name}` } };
}

/** AWS accepts only ASCII in names of functions, queues and streams. The code's log lines may be anything. */
function told(model: FunctionModel, before: string): FunctionModel {
  const { story } = model;
  const translated = (line: StoryLine): StoryLine => ({
    ...line,
    message: `${before} ${line.message}`,
    ...(line.exception === undefined
      ? {}
      : { exception: { ...line.exception, message: `${before} ${line.exception.message}` } }),
  });
  return {
    ...model,
    story: { ...story, invocation: (...about) => story.invocation(...about).map(translated) },
  };
}

const LINES = [
  '注文を受け付けました orderId=88213 顧客=山田太郎 合計=¥12,800',
  '결제가 완료되었습니다 paymentId=pay_1b7b63656a81',
  'تم رفض الدفع: الرصيد غير كاف orderId=88214',
  'התשלום נדחה, orderId=88215',
  'family 👩‍👩‍👧‍👦 flags 🇩🇪🇯🇵 plane ✈️ heart ❤️ skin 👍🏽 keycap 1️⃣',
  'combining: Zürich naïve é ñ ã, Thai น้ำ, Devanagari क्षि',
  '{"level":"ERROR","message":"支払いに失敗しました 😱","orderId":88216,"原因":"タイムアウト"}',
  'a very long line without a space: '.concat('長い文字列'.repeat(60)),
];

async function writeWorldwideLog(
  nowMs: number,
  ask: (operation: string, input: object) => Promise<Response>,
): Promise<void> {
  const stream = { logGroupName: WORLDWIDE_LOG, logStreamName: 'main' };
  await ask('CreateLogGroup', { logGroupName: WORLDWIDE_LOG });
  await ask('CreateLogStream', stream);
  const logEvents = LINES.map((message, place) => ({ timestamp: nowMs - 8_000 + place * 700, message }));
  await ask('PutLogEvents', { ...stream, logEvents });
}
