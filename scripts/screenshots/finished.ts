import type { Screen } from '../../test/screen/open-screen.ts';

/** What a screen says only in the first seconds after it was opened. */
const UNFINISHED =
  /^ Fleet .*\breading\b|reading its log|alike so far|reading limits|listing functions|still being read|(?:retries|cold starts) +\?|UNUSUAL SETTINGS.*\n.* \? *$/m;

/** Whether the screen shows what a user sees who looks at it for longer than it takes to ask AWS. */
export function isFinished(screen: Screen): boolean {
  return !UNFINISHED.test(screen.text().join('\n'));
}
