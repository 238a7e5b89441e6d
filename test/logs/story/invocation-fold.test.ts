import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { parseLogLine } from '../../../src/lambda/line/log-line.ts';
import { createInvocationFold } from '../../../src/logs/story/invocation-fold.ts';
import type { StoryEvent } from '../../../src/logs/story/story-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { REQUEST, told } from './told-lines.ts';

function storyEvent(words: string): StoryEvent {
  const tailEvent = told(words);
  return { ...tailEvent, line: parseLogLine(tailEvent.event.message), patternId: null, invocation: null };
}

/** Registered where no variable of the test holds it. */
function watched(registry: FinalizationRegistry<null>, words: string): StoryEvent {
  const event = storyEvent(words);
  registry.register(event.event, null);
  return event;
}

it('keeps no line alive for having been the last word of an invocation', async () => {
  const fold = createInvocationFold();
  let hasGone = () => {};
  const gone = new Promise<void>((resolve) => {
    hasGone = resolve;
  });
  const registry = new FinalizationRegistry(() => hasGone());
  fold.add([storyEvent('START@10')]);
  fold.add([watched(registry, 'charged@15')]);
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  await gone;
  fold.add([storyEvent('THROWN@20'), storyEvent('REPORT@30')]);
  expect(fold.runsOf(rawText(REQUEST))).toMatchObject([{ outcome: 'error', errorType: 'TypeError' }]);
});
