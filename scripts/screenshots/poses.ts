import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { type PoseAccountName, WORLDWIDE_LOG } from './pose-account.ts';
import type { Shot, ShotSize } from './shoot.ts';

/** A screen of the contact sheet, and how to reach it. */
export interface Pose extends Pick<Shot, 'name' | 'steps'> {
  /** The command line; that of the fleet if absent. */
  readonly args?: readonly string[];
  /** The account; the demo's cast if absent. */
  readonly account?: PoseAccountName;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Only these sizes, for a screen whose point is its size. */
  readonly sizes?: readonly ShotSize[];
  /** Names the keys' destination on screens that begin with the same first line. */
  readonly openedAt?: ShotSize;
  /** What the screen must show before the first key; the account if absent. */
  readonly ready?: RegExp;
  /** Faults from the start. */
  readonly faults?: readonly FaultInput[];
  /** Faults once the screen is ready, the key that makes lmon poll at once, and what the screen then shows. */
  readonly later?: {
    readonly faults: readonly FaultInput[];
    readonly press?: string;
    readonly shows: RegExp;
  };
  /**
   * Account time for which the program is stopped after the last key, like a sleeping machine, and what the screen then
   * says.
   */
  readonly slept?: { readonly forMs: number; readonly shows: RegExp };
  /** Account seconds per second. A poll on a busy machine must fit into a minute of the account, or nothing is LIVE. */
  readonly speed?: number;
}

export const READ = /LIVE to[\s\S]*(?:\/200 R|reserved 200)[\s\S]*keys/;
const FAILURES = /FAILURES|NEWEST/;
const open = { press: '\r', shows: /Fleet \S+ checkout-api[\s\S]*FAILURES/ };
const fn = (name: string, shows = FAILURES.source) => [
  { press: ':', shows: /:_/ },
  { press: `fn ${name}`, shows: `fn ${name}` },
  { press: '\r', shows: new RegExp(`Fleet \\S+ \\S*${name}[\\s\\S]*(?:${shows})`) },
];

/** The narrow dashboard's pages by number; a wider one shows them side by side. */
const turnedTo = (page: number, name: string): NonNullable<Pose['steps']> =>
  Array.from({ length: page - 1 }, (_, turned) => ({
    press: '\t',
    shows: new RegExp(`page ${turned + 2} of \\d+ ${turned + 2 === page ? name : ''}`),
  }));
const NARROW = { columns: 80, rows: 24 };
const PAGES: Pick<Pose, 'openedAt' | 'sizes'> = {
  openedAt: NARROW,
  sizes: [NARROW, { columns: 60, rows: 15 }],
};

const inLog = { press: 'l', shows: /FOLLOW[\s\S]*payments[\s\S]*keys/ };
const askedForHelp = { press: '?', shows: /^ KEYS THAT WORK HERE/ };
const headroom = (name: string) => [
  { press: ':', shows: /:_/ },
  { press: `headroom ${name}`, shows: `headroom ${name}` },
  { press: '\r', shows: new RegExp(`${name} .{1,2} Headroom[\\s\\S]*provisioned +none`) },
];

const pastAt = (time: string) => [
  { press: ':', shows: /:_/ },
  { press: `at ${time}`, shows: `at ${time}` },
  { press: '\r', shows: /^(?![\s\S]*reading)[\s\S]*PAST[\s\S]*CRIT/ },
];

const denied = (...operations: readonly string[]): readonly FaultInput[] =>
  operations.map((operation) => ({ operation, kind: 'denied' }));

const PARTLY_DENIED = denied(
  'lambda:GetAccountSettings',
  'lambda:GetFunctionConcurrency',
  'lambda:ListEventSourceMappings',
  'logs:FilterLogEvents',
);
const PARTLY_DENIED_IS_READ = /LIVE to[\s\S]*\/denied[\s\S]*keys/;
const SWITCHED_OFF = /LIVE to[\s\S]*webhook-in[\s\S]*\boff O[\s\S]*keys/;
const FAR_NAME = 'legacy-export';
const CROWD_IS_READ = /LIVE to[\s\S]*\/200 R[\s\S]*keys/;

/** Before AWS has answered. */
const UNANSWERED: Pick<Pose, 'faults' | 'ready'> = {
  faults: [{ operation: '*', kind: 'delay', delayMs: 600_000 }],
  ready: /looking for checkout-api/,
};

export const POSES: readonly Pose[] = [
  { name: 'fleet' },
  { name: 'fleet-no-match', steps: [{ press: '/zzz', shows: /no function matches/ }] },
  { name: 'fleet-filter', steps: [{ press: '/stream', shows: /filter stream/ }] },
  { name: 'fleet-copy', steps: [{ press: 'y', shows: /copy/ }] },
  { name: 'fleet-calm', account: 'calm', ready: /LIVE to[\s\S]*geo-lookup[\s\S]*\/1,000[\s\S]*keys/ },
  { name: 'fleet-switched-off', account: 'switchedOff', ready: SWITCHED_OFF },
  { name: 'fleet-nothing-allowed', faults: denied('*'), ready: /denied/ },
  { name: 'fleet-sort', steps: [{ press: 'S', shows: /enter sorts/ }] },
  {
    name: 'fleet-starting',
    faults: [{ operation: 'lambda:ListFunctions', kind: 'delay', delayMs: 600_000 }],
    ready: /starting/,
  },
  { name: 'fleet-denied', faults: denied('cloudwatch:GetMetricData'), ready: /denied/ },
  { name: 'fleet-partly-denied', faults: PARTLY_DENIED, ready: PARTLY_DENIED_IS_READ },
  {
    name: 'fleet-stale',
    speed: 10,
    later: { faults: [{ operation: '*', kind: 'unavailable' }], shows: /STALE/ },
  },
  { name: 'fleet-empty', account: 'empty', ready: /no function in/ },
  { name: 'fleet-crowded', account: 'crowded', ready: CROWD_IS_READ },
  {
    name: 'fleet-worldwide',
    account: 'worldwide',
    ready: /LIVE to[\s\S]*CRIT[\s\S]*throttles began[\s\S]*keys/,
  },
  { name: 'fleet-no-color', env: { NO_COLOR: '1' } },
  {
    name: 'fleet-expired',
    speed: 10,
    later: { faults: [{ operation: '*', kind: 'expired' }], shows: /STALE[\s\S]*credentials expired/ },
  },
  {
    name: 'fleet-one-error',
    later: {
      faults: [{ operation: 'cloudwatch:GetMetricData', kind: 'internal', calls: 1 }],
      press: 'r',
      // In the header: elsewhere the sign marks what warns.
      shows: /^[^\n]*! +[1-9]/,
    },
  },
  { name: 'fleet-local-times', env: { TZ: 'Asia/Kolkata' }, steps: [{ press: 't', shows: /since 08:28/ }] },
  { name: 'function-starting', args: ['watch', 'checkout-api'], ...UNANSWERED },
  { name: 'triage-starting', args: ['triage', 'checkout-api'], ...UNANSWERED },
  {
    name: 'headroom-starting',
    args: ['watch', 'checkout-api'],
    ...UNANSWERED,
    steps: [{ press: 'H', shows: /WHICH LIMIT BINDS FIRST/ }],
  },
  { name: 'fleet-low', sizes: [{ columns: 60, rows: 15 }] },
  { name: 'fleet-too-small', sizes: [{ columns: 59, rows: 14 }] },
  {
    name: 'function-throttled',
    steps: [
      { ...open, shows: /Fleet \S+ checkout-api[\s\S]*alarm .* ringing[\s\S]*memory +\d[\s\S]*FAILURES/ },
    ],
  },
  {
    name: 'function-worldwide',
    account: 'worldwide',
    ready: /LIVE to[\s\S]*CRIT[\s\S]*throttles began[\s\S]*keys/,
    steps: [{ press: '\r', shows: /Fleet \S+ checkout-api[\s\S]*memory +\d[\s\S]*FAILURES/ }],
  },
  {
    name: 'invocation-worldwide',
    account: 'worldwide',
    ready: /LIVE to[\s\S]*CRIT[\s\S]*throttles began[\s\S]*keys/,
    steps: [
      { press: 'i', shows: /VERSIONS[\s\S]* ok / },
      { press: '/timeout', shows: /\/timeout/ },
      { press: '\r', shows: / timeout {2}[\s\S]*filter timeout/ },
      { press: '\r', shows: /COMPARE[\s\S]*before 0[\s\S]*keys/ },
    ],
  },
  { name: 'function-idle', steps: fn('report-nightly', 'ago: \\d+ calls?[\\s\\S]*limit +account pool') },
  { name: 'function-stream', steps: fn('ledger-stream', 'memory +\\d[\\s\\S]*FAILURES') },
  {
    name: 'function-long-name',
    account: 'crowded',
    ready: CROWD_IS_READ,
    steps: fn(FAR_NAME, 'usual here[\\s\\S]*limit +account pool'),
  },
  {
    name: 'function-switched-off',
    account: 'switchedOff',
    ready: SWITCHED_OFF,
    steps: fn('webhook-in', 'turning away'),
  },
  {
    name: 'function-partly-denied',
    faults: PARTLY_DENIED,
    ready: PARTLY_DENIED_IS_READ,
    steps: fn('email-dispatch', 'denied'),
  },
  {
    name: 'function-past',
    steps: [
      ...pastAt('02:55'),
      { press: '\r', shows: /PAST[\s\S]*Fleet \S+ [a-z]+[\s\S]*memory +\d[\s\S]*FAILURES/ },
    ],
  },
  { name: 'function-canary', steps: fn('cart-api', 'memory +\\d[\\s\\S]*ALIAS live') },
  { name: 'function-calm', steps: fn('user-profile', 'nothing hurts[\\s\\S]*memory +\\d') },
  { name: 'function-failures', ...PAGES, steps: [open, ...turnedTo(2, 'log')] },
  { name: 'function-setup', ...PAGES, steps: [open, ...turnedTo(3, 'setup')] },
  { name: 'function-facts', ...PAGES, steps: [open, ...turnedTo(4, 'facts')] },
  { name: 'function-charts', ...PAGES, steps: [open, ...turnedTo(5, 'charts')] },
  {
    name: 'function-stream-setup',
    ...PAGES,
    // Only once its log was read is there a page of it, before that of the setup.
    steps: [
      ...fn('ledger-stream', 'page 1 of 6[\\s\\S]*likely[\\s\\S]*shards +\\d'),
      ...turnedTo(3, 'setup'),
    ],
  },
  { name: 'function-large', steps: [open, { press: 'f', shows: /f esc back/ }] },
  {
    name: 'headroom-reserved',
    steps: [{ press: 'H', shows: /WHICH LIMIT BINDS FIRST[\s\S]*provisioned +none/ }],
  },
  { name: 'headroom-pool', steps: headroom('image-resize') },
  { name: 'headroom-rate', steps: headroom('auth-token') },
  { name: 'headroom-shards', steps: headroom('order-stream-consumer') },
  {
    name: 'headroom-switched-off',
    account: 'switchedOff',
    ready: SWITCHED_OFF,
    steps: headroom('webhook-in'),
  },
  { name: 'headroom-long-name', account: 'crowded', ready: CROWD_IS_READ, steps: headroom(FAR_NAME) },
  { name: 'headroom-copy', steps: [...headroom('checkout-api'), { press: 'y', shows: /copy/ }] },
  {
    name: 'headroom-idle',
    // What an idle function reserves is asked for only once it is on screen.
    steps: [...headroom('report-nightly'), { press: '', shows: /reserved +none/ }],
  },
  { name: 'triage', steps: [{ press: 'T', shows: /^(?![\s\S]*still reading)[\s\S]*TIMELINE/ }] },
  { name: 'tail', steps: [inLog] },
  {
    name: 'tail-several',
    args: ['tail', 'checkout-api', 'order-stream-consumer', 'invoice-pdf'],
    ready: /FOLLOW[\s\S]*order-stream[\s\S]*keys/,
  },
  {
    name: 'tail-busy',
    args: ['tail', 'auth-token', 'geo-lookup', 'checkout-api'],
    ready: /FOLLOW[\s\S]*geo[\s\S]*keys/,
  },
  {
    name: 'tail-worldwide',
    args: ['tail', WORLDWIDE_LOG],
    ready: /FOLLOW[\s\S]*結|FOLLOW[\s\S]*orderId[\s\S]*keys/,
  },
  { name: 'tail-no-match', steps: [inLog, { press: 'vzzz\r', shows: /zzz/ }] },
  { name: 'tail-copy', steps: [inLog, { press: 'y', shows: /copy/ }] },
  {
    name: 'tail-slept',
    // From a log without new lines; in any other, the notice of the sleep scrolls away before the picture.
    args: ['tail', 'thumbnail-cron'],
    ready: /FOLLOW[\s\S]*no lines yet[\s\S]*keys/,
    speed: 5,
    slept: { forMs: 60_000, shows: /LIVE[\s\S]*asleep/ },
  },
  {
    name: 'tail-from-triage',
    steps: [
      { press: 'T', shows: /^(?![\s\S]*still reading)[\s\S]*TIMELINE/ },
      { press: 'l', shows: /Triage \S+ Logs[\s\S]*payments[\s\S]*keys/ },
    ],
  },
  {
    name: 'tail-level',
    steps: [inLog, { press: 'L', shows: /level .{1,2} WARN or END/ }, { press: 'E', shows: /HELD/ }],
  },
  {
    name: 'tail-patterns',
    steps: [inLog, { press: '\t', shows: /PATTERNS/ }],
  },
  { name: 'invocations', steps: [{ press: 'i', shows: /VERSIONS[\s\S]* newer, g shows them[\s\S]* ok / }] },
  {
    name: 'invocation',
    steps: [
      { press: 'i', shows: /VERSIONS[\s\S]* ok / },
      { press: '/timeout', shows: /\/timeout/ },
      { press: '\r', shows: / timeout {2}[\s\S]*filter timeout/ },
      { press: '\r', shows: /COMPARE[\s\S]*before 0[\s\S]*keys/ },
    ],
  },
  { name: 'help', steps: [askedForHelp] },
  { name: 'help-function', steps: [open, askedForHelp] },
  { name: 'help-tail', steps: [inLog, askedForHelp] },
  {
    name: 'own-errors',
    faults: denied('lambda:GetFunctionConcurrency', 'logs:FilterLogEvents'),
    ready: /LIVE to[\s\S]*! +[1-9]/,
    steps: [{ press: '!', shows: /OWN ERRORS/ }],
  },
  {
    name: 'command',
    steps: [
      { press: ':', shows: /:_/ },
      { press: 'fn ch', shows: /fn ch/ },
    ],
  },
  { name: 'command-completed', steps: [{ press: ':fn c\t\t', shows: /:fn c[a-z]/ }] },
  { name: 'past', steps: pastAt('02:55') },
];
