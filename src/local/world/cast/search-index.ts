import { DAY_MS, type EpochMs } from '../../../lambda/time.ts';
import { diurnal, steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';

/** Healthy: answers searches behind an alias. */
export function searchIndex(now0Ms: EpochMs): FunctionModel {
  return {
    configuration: {
      name: 'search-index',
      runtime: 'java21',
      architecture: 'x86_64',
      memoryMb: 1_024,
      timeoutMs: 10_000,
      version: '7',
      lastModifiedMs: now0Ms - 14 * DAY_MS,
      logGroup: '/aws/lambda/search-index',
      logFormat: 'Text',
      reservedConcurrency: null,
      deadLetterArn: null,
      description: 'Searches the catalogue (API Gateway)',
    },
    alias: 'live',
    deployments: [{ version: '7', sinceMs: 0 }],
    caller: { kind: 'sync', requestsPerSecond: diurnal(11.8, 13.4, 2) },
    work: {
      initMs: 1_600,
      durationMs: steady(240),
      recordDurationMs: 0,
      spread: steady(0.48),
      memoryUsedMb: 402,
      failures: [{ name: 'bad-query', share: steady(0.003), durationShare: 0.1, ending: 'exception' }],
    },
    story: { invocation: searchLines } satisfies LogStory,
    incidents: [],
  };
}

function searchLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  if (facts.ending === 'bad-query') return [badQuery(facts, dice)];
  if (facts.ending !== 'success') return [];
  const word = dice.pick(['lamp', 'desk', 'chair', 'rug', 'shelf']);
  return [
    {
      offsetMs: facts.durationMs - 4,
      level: 'INFO',
      message: `SearchHandler:58 - "${word}" has ${dice.whole(0, 900)} hits, took ${Math.round(facts.durationMs)} ms`,
    },
  ];
}

function badQuery({ durationMs }: InvocationFacts, dice: Dice): StoryLine {
  const message = `unbalanced quote at ${dice.whole(3, 40)}`;
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message,
    exception: {
      type: 'search.QueryException',
      message,
      frames: [
        '\tat search.QueryParser.parse(QueryParser.java:91)',
        '\tat search.SearchHandler.handleRequest(SearchHandler.java:33)',
      ],
    },
  };
}
