import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { ScreenName } from './key-binding.ts';

const SCREEN_WORDS: Readonly<Record<ScreenName, SafeText>> = {
  fleet: safe`fleet`,
  function: safe`dashboard`,
  headroom: safe`headroom`,
  triage: safe`triage`,
  tail: safe`log`,
  invocations: safe`invocations`,
  invocation: safe`invocation`,
  ownErrors: safe`own errors`,
  help: safe`help`,
};

/** `dashboard, log` */
export function screensText(names: readonly ScreenName[]): SafeText {
  return joinSafe(
    names.map((screen) => SCREEN_WORDS[screen]),
    safe`, `,
  );
}
