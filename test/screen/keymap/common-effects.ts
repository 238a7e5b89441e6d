import { untilAsKept } from '../../contract/kept-screen.ts';
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

/** Nothing that is read arrives later and could be taken for the effect of a key. */
export function allIsKnown(screen: Screen): Promise<void> {
  return untilAsKept(screen, 'fleet');
}

/**
 * Those of a screen opened on one function, checkout-api.
 *
 * @param title what the screen alone shows
 */
export function onOneFunction(key: string, name: string, title: string): Effects {
  const comesBack = { press: KEY.escape, shows: title };
  const opensAgain = { press: key, shows: title };
  const another = new RegExp(`› (?!checkout-api)\\S+ › ${name}`);
  /** To the dashboard, once `enter` has opened it. */
  const leadsBack: Effect = { shows: /WHY |LAST SETTLED MINUTE/, undo: opensAgain };
  return {
    open: { shows: 'LAST SETTLED MINUTE', undo: opensAgain },
    logs: { shows: '› Logs', undo: comesBack },
    invocations: { shows: '› Invocations', undo: comesBack },
    nextFunction: { shows: another, undo: { press: '[', shows: '› checkout-api ›' } },
    previousFunction: { shows: another, undo: { press: ']', shows: '› checkout-api ›' } },
    present: { before: [{ press: 'p', shows: 'FROZEN to' }], shows: /LIVE to[\s\S]*the fleet as it is now/ },
    freeze: { shows: 'FROZEN to', undo: { press: 'p', shows: 'LIVE to' } },
    times: { shows: ':25 local', undo: { press: 'tt', shows: ':25Z' } },
    ownErrors: { shows: 'API CALLS', undo: comesBack },
    command: { shows: ':_', undo: { press: KEY.escape, shows: 'enter dashboard' } },
    help: { shows: 'HERE', undo: comesBack },
    back: leadsBack,
    quit: leadsBack,
  };
}

/** Moves away from the first lines, and from the last. */
export function throughLines(leftFirst: Effect, leftLast: Effect): Effects {
  return {
    down: leftFirst,
    pageDown: leftFirst,
    halfDown: leftFirst,
    bottom: leftFirst,
    up: leftLast,
    pageUp: leftLast,
    halfUp: leftLast,
    top: leftLast,
  };
}
