import { LOG_LEVELS, type LogLevel, logLevel } from '../../../lambda/line/shape/log-level.ts';
import type { Expression } from '../../../logs/selection/expression.ts';
import type { LineSelection, SelectionRules } from '../../../logs/selection/selection-rules.ts';
import type { SourceError } from '../../../monitor/source-error.ts';
import type { TypedLines } from '../../../settings/settings.ts';
import { rawText } from '../../../terminal/text.ts';
import { type Complaint, usageComplaint } from '../../command/complaint.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const LONGEST_PATTERN = 1_024;
const MOST_CONTEXT = 1_000;
const CONTEXT_FLAGS = '--context, --before-context and --after-context';

/** Which lines of a log were requested. */
export async function lineSelection(typed: TypedLines): Promise<LineSelection | Complaint> {
  const { filter } = typed;
  if (filter !== null && filter.length > LONGEST_PATTERN)
    return usageComplaint(`--filter has ${filter.length} characters: CloudWatch takes ${LONGEST_PATTERN}`);
  const rules = await rulesOf(typed);
  if ('complaint' in rules) return rules;
  return { pattern: filter === null ? null : rawText(filter), rules: choosesAll(rules) ? null : rules };
}

/** AWS's objection to the filter pattern, if that caused `error`; else null. */
export function refusedPattern({ name, message }: SourceError, { pattern }: LineSelection): Complaint | null {
  return pattern === null || name !== 'InvalidParameterException'
    ? null
    : usageComplaint(`AWS refuses --filter "${pattern}": ${message}`);
}

async function rulesOf(typed: TypedLines): Promise<SelectionRules | Complaint> {
  const level = levelOf(typed);
  if (typeof level === 'object' && level !== null) return level;
  const before = contextOf(typed.before);
  const after = contextOf(typed.after);
  if (before === null || after === null)
    return usageComplaint(`${CONTEXT_FLAGS} take a number from 0 to ${MOST_CONTEXT}`);
  const include = await expressionsOf('--include', typed.include);
  if ('complaint' in include) return include;
  const exclude = await expressionsOf('--exclude', typed.exclude);
  if ('complaint' in exclude) return exclude;
  // With --filter, AWS does not send the context lines.
  if (before + after > 0 && include.length === 0 && level === null)
    return usageComplaint(
      `${CONTEXT_FLAGS} show lines around those of --include, --level and --errors: name one of them`,
    );
  return { include, exclude, level, before, after };
}

function choosesAll({ include, exclude, level }: SelectionRules): boolean {
  return include.length === 0 && exclude.length === 0 && level === null;
}

function levelOf({ level, errors }: TypedLines): LogLevel | null | Complaint {
  if (level === null) return errors ? 'ERROR' : null;
  if (errors) return usageComplaint('--errors is --level error: name one of them');
  return (
    logLevel(level) ?? usageComplaint(`--level ${level} is none of ${LOG_LEVELS.join(', ').toLowerCase()}`)
  );
}

function contextOf(typed: string | null): number | null {
  if (typed === null) return 0;
  return /^\d{1,4}$/.test(typed) && Number(typed) <= MOST_CONTEXT ? Number(typed) : null;
}

/** The engine is loaded on demand: most tails don't need it, and wait for their first line. */
async function expressionsOf(
  flag: string,
  typed: readonly string[],
): Promise<readonly Expression[] | Complaint> {
  if (typed.length === 0) return [];
  const { expression } = await import('../../../logs/selection/expression.ts');
  const read = typed.map(expression);
  const wrong = read.find((each) => 'complaint' in each);
  if (wrong !== undefined) return usageComplaint(`${flag}: ${wrong.complaint}`);
  return read.filter((each) => 'isIn' in each);
}
