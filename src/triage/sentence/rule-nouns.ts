import { joinSafe, safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { RuleName } from '../rules/reason.ts';

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
  silence: safe`missing calls`,
  pool: safe`the account pool`,
};

/** `throttles, errors and timeouts` */
export function ruleNouns(rules: readonly RuleName[]): SafeText {
  const nouns = rules.map((rule) => RULE_NOUNS[rule]);
  return joinSafe(
    [joinSafe(nouns.slice(0, -1), safe`, `), ...nouns.slice(-1)].filter((part) => part !== ''),
    safe` and `,
  );
}
