import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Line } from '../../terminal/line.ts';
import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { words } from '../../terminal/words.ts';
import type { RuleName } from '../../triage/rules/reason.ts';

const RULE_NOUNS: Readonly<Record<RuleName, SafeText>> = {
  throttles: safe`throttles`,
  errors: safe`errors`,
  deadLetterErrors: safe`lost events`,
  iteratorAge: safe`lag`,
  redrive: safe`its redrive queue`,
  backlog: safe`waiting work`,
  use: safe`use of its limit`,
  eta: safe`time left`,
  timeout: safe`timeouts`,
  memory: safe`memory`,
  silence: safe`silence`,
  pool: safe`the account pool`,
};

const SINGULAR: ReadonlySet<RuleName> = new Set([
  'iteratorAge',
  'redrive',
  'backlog',
  'use',
  'eta',
  'memory',
  'silence',
  'pool',
]);
const OF_LIMIT: ReadonlySet<RuleName> = new Set(['use', 'eta']);

/**
 * What of a function is not judged, and why, longest form first; none where all is: `throttles and errors are not
 * judged: metrics denied`.
 */
export function notJudgedSentences({ notJudged }: Pick<FunctionStatus, 'notJudged'>): readonly Line[] {
  const rulesOf = (because: 'denied' | 'unread') =>
    notJudged.filter((each) => each.because === because).map(({ rule }) => rule);
  const denied = rulesOf('denied');
  if (denied.length > 0) {
    const metrics = denied.filter((rule) => !OF_LIMIT.has(rule));
    const ofLimit = denied.filter((rule) => OF_LIMIT.has(rule));
    const because =
      ofLimit.length === 0
        ? safe`metrics denied`
        : metrics.length === 0
          ? safe`limit denied`
          : safe`metrics and limit denied`;
    return [words`${subject(denied)}: ${because}`, words`not judged: ${because}`];
  }
  const unread = rulesOf('unread');
  return unread.length === 0
    ? []
    : [words`${subject(unread)}: no answer yet`, words`not judged: no answer yet`];
}

function subject(rules: readonly RuleName[]): SafeText {
  const [only] = rules;
  const isOne = rules.length === 1 && only !== undefined && SINGULAR.has(only);
  const nouns = rules.map((rule) => RULE_NOUNS[rule]);
  const list = joinSafe(
    [joinSafe(nouns.slice(0, -1), safe`, `), ...nouns.slice(-1)].filter((part) => part !== ''),
    safe` and `,
  );
  return safe`${list} ${isOne ? safe`is` : safe`are`} not judged`;
}
