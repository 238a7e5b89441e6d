import { headroomOf } from '../../../src/monitor/headroom/headroom.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { headroomPages } from '../../../src/views/headroom/headroom-layout.ts';
import { headroomRows } from '../../../src/views/headroom/headroom-rows.ts';
import type { HeadroomScene } from '../../../src/views/headroom/headroom-scene.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import {
  type AccountStory,
  CALM,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../fleet/fleet-story.ts';

export const SHORT_CALLS: FunctionStory = {
  name: 'auth-token',
  reserved: 35,
  minute: calm(() => ({
    'Invocations Sum': 18_600,
    'Duration Sum': 1_153_200,
    'ConcurrentExecutions Maximum': 27,
  })),
};
export const GROWING: FunctionStory = {
  name: 'image-resize',
  minute: calm((age) => ({
    'Duration Sum': 60_000 * Math.max(20, 400 - 12 * age),
    'ConcurrentExecutions Maximum': Math.max(20, 420 - 12 * age),
  })),
};
/** One of four shards is blocked; the others keep up. */
export const BLOCKED: FunctionStory = {
  name: 'ledger-stream',
  shards: 4,
  minute: calm((age) => ({
    'Duration Sum': 36_000,
    'ConcurrentExecutions Maximum': 4,
    'Errors Sum': 20,
    'IteratorAge Maximum': Math.max(0, 1_260_000 - age * 60_000),
  })),
};
export const OFF: FunctionStory = {
  name: 'webhook-in',
  reserved: 0,
  minute: (age) => (age < 20 ? { 'Throttles Sum': 120 } : calm()(age)),
};

export const STORIES: Readonly<Record<string, FunctionStory>> = {
  'that is calm': CALM,
  'that turns calls away': THROTTLED,
  'that reads a stream': LAGGING,
  'whose shard is blocked': BLOCKED,
  'that is idle': IDLE,
  'of short calls': SHORT_CALLS,
  'that fills the pool': GROWING,
  'that is switched off': OFF,
  'with a point now and then': { name: 'sparse', minute: (age) => (age % 7 === 0 ? calm()(age) : {}) },
  'with a denied limit': { ...CALM, reserved: 'denied' },
  'with a long name': { ...THROTTLED, name: `acme-production-${'checkout-'.repeat(12)}blue` },
  'with a wide name': { ...THROTTLED, name: '注文処理-注文処理-注文処理-注文処理-注文処理-注文処理' },
  'with a hostile name': { ...CALM, name: '\x1b[2J\x1b]0;owned\x07\x1b[31mred' },
};

export function scene(
  story: FunctionStory,
  different: Partial<HeadroomScene> = {},
  account: Partial<AccountStory> = {},
): HeadroomScene {
  const snapshot = snapshotOf({ functions: [story], ...account });
  const [status] = snapshot.functions;
  return {
    status: status!,
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    path: [safe`Fleet`, safeText(story.name), safe`Headroom`],
    isRoot: false,
    thresholds: DEFAULT_THRESHOLDS,
    access: { region: 'eu-west-1', profile: 'prod', endpointUrl: null, lmon: 'lmon', isDemo: false },
    page: 0,
    step: 0,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

export function onScreen(...args: Parameters<typeof scene>): string {
  return wordsOf(headroomRows(scene(...args))).join('\n');
}

export function pagesOf(...args: Parameters<typeof scene>): number {
  const shown = scene(...args);
  return headroomPages(shown, headroomOf(shown.status, shown.snapshot));
}
