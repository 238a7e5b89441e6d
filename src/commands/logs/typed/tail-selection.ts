import type { FunctionTag } from '../../../lambda/function/function.ts';
import { functionReference, isVersion } from '../../../lambda/function/function-reference.ts';
import { globPattern, isGlob, type NamePattern } from '../../../lambda/function/name-pattern.ts';
import { regionOfArn } from '../../../lambda/region-of-arn.ts';
import { groupName } from '../../../logs/log-name.ts';
import type { CommandLine } from '../../../settings/command-line.ts';
import { rawText } from '../../../terminal/text.ts';
import { type Complaint, usageComplaint } from '../../command/complaint.ts';

/** Which logs are requested: the union of these. */
export interface TailSelection {
  /** Functions by name or ARN, with an optional version or alias, and log groups. */
  readonly named: readonly string[];
  readonly patterns: readonly NamePattern[];
  /** Functions that have, for every key listed, one of its values; an empty list selects none. */
  readonly tags: readonly FunctionTag[];
  /** For functions named without a version; null for all versions. */
  readonly version: string | null;
}

/** CloudFormation tags what it creates. */
export const STACK_TAG = 'aws:cloudformation:stack-name';

export async function tailSelection({
  operands: typed,
  flags,
}: CommandLine): Promise<TailSelection | Complaint> {
  const nameless = typed.find(isBlank);
  if (nameless !== undefined) return usageComplaint(`"${nameless}" names no function and no log group`);
  const stacks = flags.stack ?? [];
  const badStack = stacks.find(isBlank);
  if (badStack !== undefined) return usageComplaint(`--stack "${badStack}" names no stack`);
  // DescribeLogGroups appends `:*` to an ARN.
  const operands = typed.map((word) => (isLogGroup(word) ? word.replace(/:\*$/, '') : word));
  const badGroup = operands.find((word) => isLogGroup(word) && isGlob(word));
  if (badGroup !== undefined)
    return usageComplaint(
      `"${badGroup}" names no log group: a pattern chooses functions, as in lmon tail 'checkout-*'`,
    );
  const globs = operands.filter(isGlob).map(globPattern);
  const regexes = await regexPatterns(flags.regex ?? []);
  if ('complaint' in regexes) return regexes;
  const tags = (flags.tag ?? []).map((text) => ({ text, tag: tagOf(text) }));
  const badTag = tags.find(({ tag }) => tag === null);
  if (badTag !== undefined) return usageComplaint(`--tag ${badTag.text} is no tag: key=value`);
  const version = typeof flags.version === 'string' ? flags.version : null;
  if (version !== null && !isVersion(version))
    return usageComplaint(
      `--version ${version} is no version: 42 or $LATEST; an alias stands behind the name, as in checkout-api:${version}`,
    );
  const named = operands.filter((word) => !isGlob(word));
  const other = named.find((word) => isOtherVersion(word, version));
  if (other !== undefined)
    return usageComplaint(`--version ${version} and ${other} name different things: leave one of them out`);
  return {
    named,
    patterns: [...globs, ...regexes],
    tags: [...tags.flatMap(({ tag }) => tag ?? []), ...stacks.map((value) => ({ key: STACK_TAG, value }))],
    version,
  };
}

/** Whether a word has its own version or alias, different from the one requested for all. */
function isOtherVersion(word: string, version: string | null): boolean {
  const qualifier = isLogGroup(word) ? null : (functionReference(word)?.qualifier ?? null);
  return version !== null && qualifier !== null && qualifier !== version;
}

/** Patterns that match names by regular expressions. The engine is loaded on demand. */
async function regexPatterns(texts: readonly string[]): Promise<readonly NamePattern[] | Complaint> {
  if (texts.length === 0) return [];
  const { expression } = await import('../../../logs/selection/expression.ts');
  const patterns: NamePattern[] = [];
  for (const text of texts) {
    const read = expression(text);
    if ('complaint' in read) return usageComplaint(`--regex: ${read.complaint}`);
    patterns.push({ text, matches: read.isIn });
  }
  return patterns;
}

/** One function or log group, as named by a screen. */
export function selectionOf(word: string): TailSelection {
  return { named: [word], patterns: [], tags: [], version: null };
}

/** A short name for the selection. */
export function selectionWords({ named, patterns, tags }: TailSelection): string {
  const words = [...named.map(shortName), ...patterns.map(({ text }) => text), ...tags.map(tagWords)];
  const more = words.length - MOST_WORDS;
  return more <= 0 ? words.join(', ') : `${words.slice(0, MOST_WORDS).join(', ')} and ${more} more`;
}

/** An ARN leaves no room for anything else. */
function shortName(word: string): string {
  const region = regionOfArn(word);
  if (region === null) return word;
  const name = isLogGroup(word) ? groupName(rawText(word)) : word.replace(/^.*:function:/, '');
  return `${region}:${name}`;
}

const MOST_WORDS = 3;

export function tagWords({ key, value }: FunctionTag): string {
  return key === STACK_TAG ? `stack ${value}` : `tag ${key}=${value}`;
}

export function isLogGroup(word: string): boolean {
  return word.startsWith('/') || /^arn:[^:]*:logs:/.test(word);
}

/** As produced by an empty variable in a script. */
function isBlank(word: string): boolean {
  return word.trim() === '';
}

/** `key=value`; neither may be empty, and a value may contain further equals signs. */
function tagOf(text: string): FunctionTag | null {
  const at = text.indexOf('=');
  return at < 1 ? null : { key: text.slice(0, at), value: text.slice(at + 1) };
}
