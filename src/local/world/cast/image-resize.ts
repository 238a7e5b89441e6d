import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type Curve, ramp, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import { incident } from './story-time.ts';

const DURATION_MS = 4_400;
const QUIET = 10;
const FULL = 860;
const GROWS_FROM_MINUTE = -12;
const GROWTH_PER_MINUTE = 24;

/**
 * Healthy itself, but a campaign uploads more and more pictures and nothing is reserved: it uses up the pool that all
 * unreserved functions share, until all of them are throttled.
 */
export function imageResize(now0Ms: EpochMs): FunctionModel {
  const environments = incident(now0Ms, neededEnvironments);
  return {
    configuration: {
      name: 'image-resize',
      runtime: 'java21',
      architecture: 'x86_64',
      memoryMb: 2_048,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 40 * 24 * 60 * MINUTE_MS,
      logGroup: '/aws/lambda/image-resize',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Makes thumbnails of uploaded pictures',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'sync',
      requestsPerSecond: (timeMs) => (environments(timeMs) * 1_000) / DURATION_MS,
    },
    work: {
      initMs: 1_900,
      durationMs: steady(DURATION_MS),
      recordDurationMs: 0,
      spread: steady(0.3),
      memoryUsedMb: 1_240,
      failures: [
        { name: 'unsupported-image', share: steady(0.000_8), durationShare: 0.1, ending: 'exception' },
        { name: 'out-of-memory', share: steady(0.000_1), durationShare: 0.8, ending: 'out-of-memory' },
      ],
    },
    story: { init: startLines, invocation: resizeLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'image-resize',
        cause: 'a growing number of uploads fills the concurrency that all unreserved functions share',
        sinceMs: now0Ms + GROWS_FROM_MINUTE * MINUTE_MS,
      },
    ],
  };
}

/** Grows by 24 environments a minute from twelve minutes ago, stays above the pool, and goes back. */
const neededEnvironments: Curve = ramp([
  [GROWS_FROM_MINUTE, QUIET],
  [GROWS_FROM_MINUTE + (FULL - QUIET) / GROWTH_PER_MINUTE, FULL],
  [45, FULL],
  [57, QUIET],
]);

function startLines(dice: Dice): readonly StoryLine[] {
  return [
    {
      offsetMs: dice.whole(900, 1_200),
      level: 'INFO',
      message: `ImageCodecs:22 - native codecs loaded in ${dice.whole(310, 480)} ms`,
    },
  ];
}

function resizeLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const key = `uploads/${dice.hex(2)}/${dice.hex(10)}.${dice.pick(['jpg', 'jpg', 'jpg', 'png', 'heic'])}`;
  const megapixels = (dice.whole(21, 480) / 10).toFixed(1);
  const fetchedMs = facts.durationMs * 0.2;
  const fetched: StoryLine = {
    offsetMs: fetchedMs,
    level: 'INFO',
    message: `ResizeHandler:41 - fetched ${key} ${megapixels} MP in ${Math.round(fetchedMs)} ms`,
  };
  switch (facts.ending) {
    case 'unsupported-image':
      return [unsupported(facts, key)];
    case 'success':
      return [
        fetched,
        {
          offsetMs: facts.durationMs - 12,
          level: 'INFO',
          message: `ResizeHandler:77 - stored 4 sizes of ${key}, ${dice.whole(180, 2_600)} kB`,
        },
      ];
    default:
      return [fetched];
  }
}

function unsupported({ durationMs }: InvocationFacts, key: string): StoryLine {
  const message = `no codec for ${key}`;
  return {
    offsetMs: durationMs - 5,
    level: 'ERROR',
    message,
    exception: {
      type: 'media.UnsupportedImageException',
      message,
      frames: [
        '\tat media.ImageCodecs.of(ImageCodecs.java:64)',
        '\tat media.ResizeHandler.handleRequest(ResizeHandler.java:52)',
      ],
    },
  };
}
