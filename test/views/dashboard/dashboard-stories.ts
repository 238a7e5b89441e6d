import type { FunctionDetail } from '../../../src/monitor/function/detail/function-detail.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { functionRows } from '../../../src/views/dashboard/dashboard-rows.ts';
import type { DashboardScene } from '../../../src/views/dashboard/dashboard-scene.ts';
import { NO_PANE } from '../../../src/views/dashboard/panes.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import {
  CALM,
  calm,
  type FunctionStory,
  IDLE,
  LAGGING,
  NOW_MS,
  snapshotOf,
  THROTTLED,
} from '../fleet/fleet-story.ts';

export const CHARTS = ['attempts', 'failures', 'duration', 'concurrency'] as const;

export const PAST = { state: 'past', lastGoodPollMs: NOW_MS, error: null } as const;
export const SILENT_LOG = {
  fromMs: NOW_MS - 900_000,
  toMs: NOW_MS,
  isComplete: true,
  hasLines: false,
  error: null,
  groups: [],
  newest: [],
};
const UNREAD = { known: false, because: 'unread' } as const;

export function detailOf({ name }: FunctionStory, different: Partial<FunctionDetail> = {}): FunctionDetail {
  return {
    functionName: rawText(name),
    isRead: true,
    aliases: UNREAD,
    provisioned: UNREAD,
    asyncDelivery: UNREAD,
    alarms: UNREAD,
    described: UNREAD,
    sample: null,
    reportsError: null,
    lastLines: null,
    deadLetters: null,
    versions: null,
    day: null,
    ...different,
  };
}

export const STORIES: Readonly<Record<string, FunctionStory>> = {
  'that is calm': CALM,
  'that turns calls away': THROTTLED,
  'that reads a stream': LAGGING,
  'that is idle': IDLE,
  'without data in its newest minutes': { name: 'quiet', minute: (age) => (age < 4 ? {} : calm()(age)) },
  'with a point now and then': { name: 'sparse', minute: (age) => (age % 7 === 0 ? calm()(age) : {}) },
  'with a denied limit': { ...CALM, reserved: 'denied' },
  'with a long name': { ...THROTTLED, name: `acme-production-${'checkout-'.repeat(12)}blue` },
  'with a wide name': { ...THROTTLED, name: '注文処理-注文処理-注文処理-注文処理-注文処理-注文処理' },
  'with a hostile name': { ...CALM, name: '\x1b[2J\x1b]0;owned\x07\x1b[31mred' },
};

export function scene(story: FunctionStory, different: Partial<DashboardScene> = {}): DashboardScene {
  const snapshot = snapshotOf({ functions: [story] });
  const [status] = snapshot.functions;
  return {
    status: status!,
    qualifier: null,
    snapshot,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    path: [safe`Fleet`, safeText(story.name)],
    isRoot: false,
    windowMinutes: 60,
    pane: NO_PANE,
    step: 0,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

export function onScreen(story: FunctionStory, different: Partial<DashboardScene> = {}): string {
  return wordsOf(functionRows(scene(story, different))).join('\n');
}
