import { KEY, type Screen } from '../open-screen.ts';
import type { Effect, Effects } from './key-effects.ts';

export const COPYING: Effects = {
  copy: { shows: 'copy  l line', undo: { press: KEY.escape, shows: /^(?![\s\S]*copy {2}l line)/ } },
  trace: { shows: 'copied link to ', undo: { press: 'pp', shows: /^(?![\s\S]*copied link)/ } },
  console: {
    shows: /copied link(?! to)[\s\S]*https:/,
    undo: { press: 'pp', shows: /^(?![\s\S]*copied link)/ },
  },
};

export const signIn = (press: string): Effect => ({
  shows: 'no need to sign in',
  undo: { press, shows: /^(?![\s\S]*no need to sign in)/ },
});

/** A notice stays until the next key. */
export const NOTED: Effect = {
  before: [{ press: 'pp', shows: 'LIVE to' }],
  shows: 'in the triage notes of ',
  undo: { press: 'pp', shows: /^(?![\s\S]*in the triage notes of )/ },
};

/** The prompt is in the last row. */
export const ASKS_FOR_WORDS: Effect = {
  shows: 'note on ',
  undo: { press: KEY.escape, shows: /^(?![\s\S]*note on )/ },
};

/** `lmon tail` watches no fleet, so keys of the fleet say this until the next key, which `undo` presses. */
export const withoutFleet = (undo: string): Effect => ({
  shows: 'no fleet is watched here',
  undo: { press: undo, shows: /^(?![\s\S]*no fleet is watched)/ },
});

export const HELP: Effect = { shows: 'HERE', undo: { press: KEY.escape, shows: /LINES|FUNCTIONS/ } };

/** The facts about the worst function that arrive last: the limit that judges it, and the cause from its log. */
export async function allIsKnown(screen: Screen): Promise<void> {
  await screen.waitFor('its reserved limit');
  await screen.waitFor(/timeout at 10\.0 s.* in \d+m/);
}
