import { runPortrait } from '../../../src/logs/runs/run-portrait.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { invocationRows } from '../../../src/views/invocations/invocation/invocation-rows.ts';
import {
  INVOCATION_OPENED,
  type InvocationScene,
} from '../../../src/views/invocations/invocation/invocation-scene.ts';
import { lastOf, loggedFunction, repeated, type WrittenRun } from '../../logs/runs/logged-function.ts';
import { LOOK, wordsOf } from '../fleet/fleet-on-screen.ts';
import { NOW_MS } from '../fleet/fleet-story.ts';
import { headerOf } from '../tail/tail-story.ts';

export const REQUEST = 'e90a7714-3f0e-4c15-9a77-02d1c9b0a7f1';
const STREAM = '2026/11/24/[119]a41f3e13f9411b782a32b1eefce0a112';
const MINUTE_AGO_MS = NOW_MS - 60_000;

const charged = (waitMs: number) =>
  [
    [8, 'cart loaded'],
    [40, 'POST https://payments.internal/v2/charge'],
    [40 + waitMs, 'order placed'],
  ] as const;

/** Calls that wait for a dependency until they time out, among some that do not. */
export const TIMED_OUT: readonly WrittenRun[] = [
  ...repeated(20, (place) => ({
    startMs: MINUTE_AGO_MS + place * 1_000,
    durationMs: 1_900,
    says: charged(1_850),
    environment: STREAM,
    version: '119',
  })),
  {
    startMs: MINUTE_AGO_MS + 40_000,
    durationMs: 10_000,
    says: [
      ...charged(0).slice(0, 2),
      [4_000, 'WARN retry 2/3'],
      [8_900, 'ERROR payments.internal: try 3 slow'],
    ],
    environment: STREAM,
    version: '119',
    memoryMb: 233,
    status: 'timeout',
    requestId: REQUEST,
  },
];

const BEFORE = loggedFunction(...repeated(9, () => ({ durationMs: 950, says: charged(900) })));

/** The screen of the last of `written`, with the test's changes. */
export function invocationScene(
  written: readonly WrittenRun[] = TIMED_OUT,
  different: Partial<InvocationScene> = {},
): InvocationScene {
  const now = loggedFunction(...written);
  return {
    portrait: runPortrait(lastOf(now), now, BEFORE),
    isPart: false,
    isBeingRead: false,
    functionName: null,
    timeoutMs: 10_000,
    onsetMs: NOW_MS - 15 * 60_000,
    state: INVOCATION_OPENED,
    header: headerOf({ who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 }),
    path: [safe`Fleet`, safe`checkout-api`, safe`Logs`, safeText(REQUEST)],
    isRoot: false,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

export function invocationOnScreen(
  written: readonly WrittenRun[] = TIMED_OUT,
  different: Partial<InvocationScene> = {},
): readonly string[] {
  return wordsOf(invocationRows(invocationScene(written, different)));
}
