import { REGIONS } from '../../lambda/regions.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { didYouMean } from '../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../terminal/spelling/nearest-names.ts';
import { rawText, type SafeText } from '../../terminal/text.ts';
import type { ThemeName } from '../../terminal/theme/palette.ts';
import { CALLS_ARE_STOPPED } from '../parts/header/header-facts.ts';
import { matchingNames } from './fuzzy-names.ts';
import {
  type Command,
  NO_FLEET,
  nearestOf,
  noSuch,
  type PromptCommand,
  type ReadCommand,
  read,
  refused,
  startingWith,
} from './prompt-command.ts';
import { SET_COMMAND } from './set-command.ts';
import { SORT_COMMAND } from './sort-command.ts';
import { AT_COMMAND, SINCE_COMMAND } from './time-commands.ts';

const THEMES: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'none'];
/** For Logs Insights: show the price, or run the query. */
const PRICE = 'price';
const YES = 'yes';

export const PROMPT_COMMANDS: readonly PromptCommand[] = [
  ofFunction('fn', safe`dashboard; some letters will do`, 'function'),
  ofFunction('headroom', safe`its limits, and how long they hold`, 'headroom'),
  ofFunction('triage', safe`what happened, why, what to do`, 'triage'),
  {
    name: 'request',
    takes: safe`ID`,
    says: safe`an invocation of the function at hand`,
    choices: () => [],
    read: (argument) =>
      /^[\da-f]{8}[\da-f-]{0,28}$/i.test(argument)
        ? read({ kind: 'request', requestId: rawText(argument.toLowerCase()) })
        : refused(`${argument} is no request id, nor its first 8 characters`),
  },
  SORT_COMMAND,
  SET_COMMAND,
  SINCE_COMMAND,
  AT_COMMAND,
  {
    name: 'profile',
    ofAccount: true,
    takes: safe`NAME`,
    says: safe`another account: all is read anew`,
    choices: (typed, { profileNames }) => startingWith(typed, profileNames),
    read: (argument, { isStopped }) => elsewhere({ profile: argument }, isStopped),
  },
  {
    name: 'region',
    ofAccount: true,
    takes: safe`NAME`,
    says: safe`another Region: all is read anew`,
    choices: (typed) => startingWith(typed, REGIONS),
    read: (argument, { isStopped }) => elsewhere({ region: argument }, isStopped),
  },
  {
    name: 'theme',
    takes: safe`NAME`,
    takesWords: THEMES,
    says: safe`colours: ${safeText(THEMES.join(' '))}`,
    choices: (typed) => startingWith(typed, THEMES),
    read: (argument) => {
      const theme = THEMES.find((each) => each === argument);
      return theme === undefined
        ? refused(nearestOf('theme', argument, THEMES) ?? noSuch('theme', argument, THEMES))
        : read({ kind: 'theme', theme });
    },
  },
  {
    name: 'insights',
    takes: safe`WHAT`,
    takesWords: [PRICE, YES],
    says: safe`triage older logs: price, or yes to run`,
    withoutFleet: NO_FLEET,
    choices: (typed) => startingWith(typed, [PRICE, YES]),
    read(argument, { isStopped }) {
      if (argument !== PRICE && argument !== YES)
        return refused(
          nearestOf(':insights', argument, [PRICE, YES]) ??
            `Logs Insights is not asked for ${argument}: :insights ${PRICE} says what it costs, :insights ${YES} asks it`,
        );
      return isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'insights', asks: argument === YES });
    },
  },
  { ...bare('idle', safe`show or fold idle functions`, { kind: 'idle' }), withoutFleet: NO_FLEET },
  bare('cost', safe`lmon's own errors, API calls and cost`, { kind: 'ownErrors' }),
  bare('keys', safe`the keys that work here`, { kind: 'help' }),
  { ...bare('stop', safe`end the calls to AWS; again resumes`, { kind: 'stop' }), ofAccount: true },
  bare('q', safe`end lmon`, { kind: 'quit' }),
];

/**
 * Another session has a budget of its own that is not stopped: a user who stopped all calls would find them running.
 */
function elsewhere(change: AccountChange, isStopped: boolean): ReadCommand {
  return isStopped ? refused(CALLS_ARE_STOPPED) : read({ kind: 'account', change });
}

function bare(name: string, says: SafeText, command: Command): PromptCommand {
  return {
    name,
    takes: null,
    says,
    choices: () => [],
    read: (argument) => (argument === '' ? read(command) : refused(`:${name} takes nothing`)),
  };
}

/** Opens a screen of the function whose name matches what was typed. */
function ofFunction(name: string, says: SafeText, kind: 'function' | 'headroom' | 'triage'): PromptCommand {
  return {
    name,
    takes: safe`NAME`,
    says,
    withoutFleet: NO_FLEET,
    choices: (typed, { functionNames }) => matchingNames(typed, functionNames ?? []),
    read: (argument, { functionNames }) => {
      const names = functionNames ?? [];
      const functionName = names.includes(argument) ? argument : matchingNames(argument, names)[0];
      return functionName === undefined
        ? refused(`no function matches ${argument}${didYouMean(nearestNames(argument, names))}`)
        : read({ kind, functionName });
    },
  };
}
