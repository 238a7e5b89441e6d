import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { diurnal, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Healthy: many short calls. */
export function geoLookup(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'geo-lookup',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 3_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 9 * 24 * 60 * MINUTE_MS,
      logGroup: '/aws/lambda/geo-lookup',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Says in which country and city an address is',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: diurnal(134, 146, 3) },
    work: {
      initMs: 240,
      durationMs: steady(19),
      recordDurationMs: 0,
      spread: steady(0.45),
      memoryUsedMb: 141,
      failures: [{ name: 'bad-address', share: steady(0.000_2), durationShare: 0.3, ending: 'exception' }],
    },
    story: { init: startLines, invocation: lookupLines } satisfies LogStory,
    incidents: [],
  };
}

function startLines(dice: Dice): readonly StoryLine[] {
  return [
    {
      offsetMs: dice.whole(90, 140),
      level: 'INFO',
      message: `geo database 2026.11 loaded, ${dice.whole(58, 63)} MB mapped`,
    },
  ];
}

function lookupLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const address = `${dice.pick(['81', '92', '109', '145', '193'])}.${dice.whole(1, 254)}.${dice.whole(1, 254)}.0/24`;
  if (facts.ending === 'bad-address') return [badAddress(facts, dice)];
  if (facts.ending !== 'success') return [];
  const place = dice.pick(['DE/Hamburg', 'FR/Lyon', 'IE/Dublin', 'NL/Utrecht', 'PL/Gdansk', 'SE/Malmo']);
  const cache = dice.chance(0.7) ? 'hit' : 'miss';
  return [
    {
      offsetMs: facts.durationMs * 0.8,
      level: 'INFO',
      message: `${address} is ${place} cache=${cache}`,
    },
  ];
}

function badAddress({ durationMs }: InvocationFacts, dice: Dice): StoryLine {
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message: 'not an address',
    exception: {
      type: 'RangeError',
      message: `not an address: ${dice.whole(256, 999)}.${dice.whole(0, 255)}.${dice.whole(0, 255)}.1`,
      frames: [
        '    at parseAddress (file:///var/task/address.mjs:17:11)',
        '    at Runtime.handler (file:///var/task/index.mjs:9:18)',
      ],
    },
  };
}
