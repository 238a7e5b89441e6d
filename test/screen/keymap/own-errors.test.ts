import { openApp } from '../open-app.ts';
import { KEY } from '../open-screen.ts';
import { allIsKnown, signIn } from './common-effects.ts';
import { type Effect, type Effects, keymapTest } from './key-effects.ts';

const FIRST_WORDS = 'No call has failed';
const LAST_CALL = 'sts:GetCallerIdentity';
const LEFT_FIRST_WORDS: Effect = {
  before: [{ press: 'g', shows: FIRST_WORDS }],
  shows: new RegExp(`^(?![\\s\\S]*${FIRST_WORDS})`),
};

const LEFT_LAST_CALL: Effect = {
  before: [{ press: 'G', shows: LAST_CALL }],
  shows: new RegExp(`^(?![\\s\\S]*${LAST_CALL})`),
};

const COVERS_AGAIN = { press: '!', shows: 'Own errors and calls' };
const ON_OWN_ERRORS: Effects = {
  signIn: signIn('g'),
  down: LEFT_FIRST_WORDS,
  pageDown: LEFT_FIRST_WORDS,
  halfDown: LEFT_FIRST_WORDS,
  bottom: LEFT_FIRST_WORDS,
  up: LEFT_LAST_CALL,
  pageUp: LEFT_LAST_CALL,
  halfUp: LEFT_LAST_CALL,
  top: LEFT_LAST_CALL,
  help: { shows: 'HERE', undo: { press: KEY.escape, shows: 'Own errors and calls' } },
  command: { shows: ':_', undo: { press: KEY.escape, shows: 'esc back' } },
  times: { shows: ':25 local', undo: { press: 'tt', shows: ':25Z' } },
  back: { shows: 'WORST', undo: COVERS_AGAIN },
  quit: { shows: 'WORST', undo: COVERS_AGAIN },
};

/** Calls continue and are counted without any key, until the logs of all functions that hurt have been read. */
function uncounted(text: string): string {
  return text.replace(/ *[\d.,]+/g, ' 0');
}

keymapTest('ownErrors', {
  async open() {
    const screen = await openApp();
    await allIsKnown(screen);
    screen.press('l');
    await screen.waitFor('in memory');
    screen.press(KEY.escape);
    await screen.waitFor('NEEDS YOU NOW');
    screen.press('!');
    // A call made for the first time adds a line: keys are tried when all have been made.
    await screen.waitFor(
      /kinesis:DescribeStreamSummary[\s\S]* sqs:GetQueueAttributes[\s\S]* sts:GetCallerIdentity/,
    );
    screen.resize(120, 15);
    await screen.waitFor(/lines 1 to 10 of 16/);
    return screen;
  },
  effects: ON_OWN_ERRORS,
  elsewhere: { press: 'l', says: 'l works elsewhere: log of the function at hand (fleet, dashboard' },
  seen: uncounted,
});
