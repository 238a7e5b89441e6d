import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { words } from '../../terminal/words.ts';
import type { RuleName } from '../../triage/rules/reason.ts';
import { ofMetrics } from '../../triage/rules/unjudged.ts';
import { ruleNouns } from '../../triage/sentence/rule-nouns.ts';

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

/** The rules among them that lack metrics, for where other trouble of the function is told; null without any. */
export function unjudgedMetrics({ notJudged }: Pick<FunctionStatus, 'notJudged'>): Line | null {
  return notJudgedSentences({ notJudged: ofMetrics(notJudged) })[0] ?? null;
}

function subject(rules: readonly RuleName[]): SafeText {
  const [only] = rules;
  const isOne = rules.length === 1 && only !== undefined && SINGULAR.has(only);
  return safe`${ruleNouns(rules)} ${isOne ? safe`is` : safe`are`} not judged`;
}
