import type { FunctionStatus } from '../../../monitor/function/status/function-status.ts';
import type { Line } from '../../../terminal/line.ts';
import { joinSafe, safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import type { RuleName } from '../../../triage/rules/reason.ts';
import { ofMetrics } from '../../../triage/rules/unjudged.ts';
import { ruleNouns } from '../../../triage/sentence/rule-nouns.ts';

const SINGULAR: ReadonlySet<RuleName> = new Set([
  'iteratorAge',
  'redrive',
  'backlog',
  'use',
  'eta',
  'memory',
  'pool',
]);
const OF_LIMIT: ReadonlySet<RuleName> = new Set(['use', 'eta']);

interface UnjudgedPart {
  readonly rules: readonly RuleName[];
  readonly because: SafeText;
}

/**
 * What of a function is not judged, and why, longest form first; none where all is: `throttles and errors are not
 * judged: metrics denied`.
 */
export function notJudgedSentences({ notJudged }: Pick<FunctionStatus, 'notJudged'>): readonly Line[] {
  const parts = partsOf(notJudged);
  if (parts.length === 0) return [];
  const whole = parts.map(({ rules, because }) => safe`${subject(rules)}: ${because}`);
  const causes = parts.map(({ because }) => because);
  return [words`${joinSafe(whole, safe`; `)}`, words`not judged: ${joinSafe(causes, safe`; the rest is `)}`];
}

/** The rules among them that lack metrics, for where other trouble of the function is told; null without any. */
export function unjudgedMetrics({ notJudged }: Pick<FunctionStatus, 'notJudged'>): Line | null {
  return notJudgedSentences({ notJudged: ofMetrics(notJudged) })[0] ?? null;
}

/** What is denied, which one can change, before what is not read, of which an ended output can't tell that it is still to come. */
function partsOf(notJudged: FunctionStatus['notJudged']): readonly UnjudgedPart[] {
  const rulesOf = (wanted: 'denied' | 'unread') =>
    notJudged.flatMap(({ rule, because }) => (because === wanted ? [rule] : []));
  const denied = rulesOf('denied');
  return [
    { rules: denied, because: deniedText(denied) },
    { rules: rulesOf('unread'), because: safe`not read` },
  ].filter(({ rules }) => rules.length > 0);
}

function deniedText(rules: readonly RuleName[]): SafeText {
  if (rules.every((rule) => OF_LIMIT.has(rule))) return safe`limit denied`;
  return rules.some((rule) => OF_LIMIT.has(rule)) ? safe`metrics and limit denied` : safe`metrics denied`;
}

function subject(rules: readonly RuleName[]): SafeText {
  const [only] = rules;
  const isOne = rules.length === 1 && only !== undefined && SINGULAR.has(only);
  return safe`${ruleNouns(rules)} ${isOne ? safe`is` : safe`are`} not judged`;
}
