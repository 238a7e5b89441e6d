import { type Curve, diurnal, steady, steps } from '../../src/local/world/curve.ts';
import type {
  AccountModel,
  CallerModel,
  FailureEnding,
  FunctionModel,
  WorkModel,
} from '../../src/local/world/function-model.ts';
import type { LogStory } from '../../src/local/world/log/log-story.ts';
import type { WorldAccount, WorldFunction, WorldQueue } from '../../src/local/world/world.ts';
import { type StoryPlan, storyOf, type Thrown } from './code-story.ts';
import { DAY_MS, MINUTE_MS, pick, type Setting, wholeBetween } from './setting.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT_ID = '123456789012';

/** An account before an incident is added. Scenarios take a draft and return a changed one. */
export interface Draft {
  readonly concurrencyLimit: number;
  readonly formerConcurrencyLimit?: WorldAccount['formerConcurrencyLimit'];
  readonly configuration: WorldFunction;
  readonly alias?: string;
  readonly deployments: FunctionModel['deployments'];
  readonly caller: CallerModel;
  readonly work: WorkModel;
  readonly story: StoryPlan;
  readonly others: readonly FunctionModel[];
  readonly queues: readonly WorldQueue[];
}

export const FUNCTION_NAME = 'order-intake';

/** A healthy function with ordinary noise: occasional errors, warnings, and a daily rhythm. */
export function healthyDraft(setting: Setting): Draft {
  const { dice, runtime, logFormat, nowMs } = setting;
  const isOldRelease = dice.share() < 0.7;
  return {
    concurrencyLimit: 1_000,
    configuration: {
      name: FUNCTION_NAME,
      runtime,
      architecture: 'arm64',
      memoryMb: pick(dice, [256, 512, 1_024]),
      timeoutMs: pick(dice, [6_000, 10_000, 30_000]),
      version: '$LATEST',
      // A change without effect must lie far back: triage would take a near one for the cause.
      lastModifiedMs: nowMs - (isOldRelease ? wholeBetween(dice, 2, 60) * DAY_MS : 170 * MINUTE_MS),
      logGroup: `/aws/lambda/${FUNCTION_NAME}`,
      logFormat,
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Takes orders',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: traffic(setting) },
    work: {
      initMs: wholeBetween(dice, 200, 900),
      durationMs: steady(wholeBetween(dice, 60, 600)),
      recordDurationMs: 0,
      spread: steady(0.3 + 0.3 * dice.share()),
      memoryUsedMb: 120,
      failures: [
        { name: 'stale-cart', share: steady(0.002 * dice.share()), durationShare: 0.4, ending: 'exception' },
      ],
    },
    story: {
      runtime,
      thrown: new Map([
        ['stale-cart', { type: 'StaleCartError', message: 'the cart is older than its prices' }],
      ]),
      grumblesInShare: dice.share() < 0.5 ? 0 : 0.12,
      hitTenant: null,
      lane: false,
    },
    others: [],
    queues: [],
  };
}

/** About as many calls as the setting says; most drafts also have a daily wave. */
export function traffic({ callsPerMinute, dice, nowMs }: Setting): Curve {
  const perSecond = callsPerMinute / 60;
  if (dice.share() < 0.4) return steady(perSecond);
  const hourNow = (nowMs / 3_600_000) % 24;
  return diurnal(perSecond * 0.8, perSecond * 1.2, (hourNow + 24 * dice.share()) % 24);
}

/** `before` until `sinceMs`, `after` from then on. */
export function since(sinceMs: number, before: number, after: number): Curve {
  return steps(before, [[sinceMs / MINUTE_MS, after]]);
}

export function scaled(curve: Curve, factor: Curve): Curve {
  return (timeMs) => curve(timeMs) * factor(timeMs);
}

/** Enough environments for a mean of `busy`, with a margin for chance. */
export function roomFor(busy: number): number {
  return Math.ceil(busy + 5 * Math.sqrt(busy)) + 1;
}

export interface FailingSince {
  readonly name: string;
  readonly sinceMs: number;
  readonly share: number;
  readonly ending?: FailureEnding;
  /** Relative to the normal duration of the invocation; far above 1 if it hangs. */
  readonly durationShare?: number;
  /** What the code throws; absent if it does not get that far. */
  readonly thrown?: Thrown;
}

/** A share of the calls fails from `sinceMs` on. */
export function failingSince(draft: Draft, failing: FailingSince): Draft {
  const { name, sinceMs, share, ending = 'exception', durationShare = 0.6, thrown } = failing;
  return {
    ...draft,
    work: {
      ...draft.work,
      failures: [...draft.work.failures, { name, share: since(sinceMs, 0, share), durationShare, ending }],
    },
    story:
      thrown === undefined
        ? draft.story
        : { ...draft.story, thrown: new Map([...draft.story.thrown, [name, thrown]]) },
  };
}

export function configured(draft: Draft, changes: Partial<WorldFunction>): Draft {
  return { ...draft, configuration: { ...draft.configuration, ...changes } };
}

/**
 * The function as called through an alias, with a new version since `sinceMs`; without `work`, the version behaves as
 * before.
 */
export function released(draft: Draft, sinceMs: number, work?: Draft['work']): Draft {
  return {
    ...draft,
    configuration: { ...draft.configuration, version: '8', lastModifiedMs: sinceMs },
    alias: 'live',
    deployments: [
      { version: '7', sinceMs: 0 },
      { version: '8', sinceMs, ...(work === undefined ? {} : { work }) },
    ],
  };
}

export function accountOf(draft: Draft, story: LogStory = storyOf(draft.story)): AccountModel {
  const { concurrencyLimit, formerConcurrencyLimit: former, configuration, alias } = draft;
  const { deployments, caller, work, others, queues } = draft;
  const model: FunctionModel = {
    configuration,
    ...(alias === undefined ? {} : { alias }),
    deployments,
    caller,
    work,
    story,
    incidents: [],
  };
  return {
    account: {
      accountId: ACCOUNT_ID,
      region: REGION,
      concurrencyLimit,
      ...(former === undefined ? {} : { formerConcurrencyLimit: former }),
    },
    functions: [model, ...others],
    queues,
  };
}

/** Another function of the account, healthy unless changed. */
export function neighbour(
  name: string,
  changes: {
    readonly requestsPerSecond: Curve;
    readonly durationMs: Curve;
    readonly reservedConcurrency?: number;
  },
): FunctionModel {
  const { requestsPerSecond, durationMs, reservedConcurrency = null } = changes;
  return {
    configuration: {
      name,
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 512,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: Date.UTC(2026, 8, 1),
      logGroup: `/aws/lambda/${name}`,
      logFormat: 'JSON',
      reservedConcurrency,
      deadLetterArn: null,
      description: '',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond },
    work: {
      initMs: 300,
      durationMs,
      recordDurationMs: 0,
      spread: steady(0.3),
      memoryUsedMb: 100,
      failures: [],
    },
    story: { invocation: () => [] },
    incidents: [],
  };
}
