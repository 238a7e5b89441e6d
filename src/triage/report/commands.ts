import type { TimeRange } from '../../lambda/time.ts';
import { type AwsAccess, awsCommand, lmonCommand } from '../../terminal/aws-command.ts';
import { utcTime } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { hurtsNow } from '../rules/reason.ts';
import { type CaseFile, FAILURES_REACH_MS } from './case-file/case-file.ts';
import { isOfThen } from './case-file/tense.ts';
import type { Suspect } from './claims/suspect.ts';

/** Neither an option nor special to a shell: other names are never part of a command. */
const PLAIN = /^[\w.][\w.-]*$/;

/**
 * Read-only commands to copy that examine the likeliest suspect. They aim at the culprit: for a short pool at the
 * function that grew, and at none where that is unknown.
 */
export function commandsOf(
  file: CaseFile,
  suspects: readonly Suspect[],
  access: AwsAccess,
): readonly SafeText[] {
  const [first] = suspects;
  if (first === undefined) return [];
  const aimedAt =
    first.name === 'accountPool' ? ((file.poolBeside ?? file.cause)?.functionName ?? null) : file.name;
  if (aimedAt === null) return [poolSettings(access)];
  if (!PLAIN.test(aimedAt)) return [];
  const name = safeText(aimedAt);
  const ofAws = readingOf(first.name, file, name, access);
  const aims = aimedAt === file.name;
  const asked = aims ? askedName(file) : name;
  const looks = hurtsNow(file.reasons) || first.name === 'outOfMemory' || first.name === 'timeouts';
  return [
    lmonCommand(
      access,
      aims && looks ? safe`tail ${asked} --errors${spanOf(file)}` : safe`watch ${asked}${untilOf(file)}`,
    ),
    ...(ofAws === null ? [] : [ofAws]),
  ];
}

/**
 * The command that repeats this report with more facts, as typed where this lmon runs; null where the function's name
 * is unsafe in a command.
 */
export function askingMore(file: CaseFile, flag: SafeText, access: AwsAccess): SafeText | null {
  if (!PLAIN.test(file.name)) return null;
  return lmonCommand(access, safe`triage ${askedName(file)} ${flag}${untilOf(file)}`);
}

/** What makes a command look at the moment of the report; nothing for the present. */
function untilOf(file: CaseFile): SafeText {
  return isOfThen(file) ? safe` --until ${utcTime(file.toMs)}` : safe``;
}

/** The command that searches a span of its log; null where the function's name is unsafe in a command. */
export function searching(
  { name }: CaseFile,
  pattern: RawText,
  { startMs, endMs }: TimeRange,
  access: AwsAccess,
): SafeText | null {
  if (!PLAIN.test(name)) return null;
  const span = safe`--since ${utcTime(startMs)} --until ${utcTime(endMs)}`;
  return lmonCommand(access, safe`tail ${safeText(name)} --filter '${safeText(pattern)}' ${span}`);
}

/** The span whose failures the report is about. */
function spanOf(file: CaseFile): SafeText {
  const endMs = file.past?.endedMs ?? (isOfThen(file) ? file.toMs : null);
  return endMs === null
    ? safe` --since 15m`
    : safe` --since ${utcTime(endMs - FAILURES_REACH_MS)} --until ${utcTime(endMs)}`;
}

/** With the requested alias or version in command syntax; an unsafe one is left out. */
function askedName({ name, qualifier }: CaseFile): SafeText {
  return qualifier === null || !PLAIN.test(qualifier)
    ? safeText(name)
    : safe`${safeText(name)}:${safeText(qualifier)}`;
}

function poolSettings(access: AwsAccess): SafeText {
  return awsCommand(access, safe`lambda get-account-settings`, []);
}

/** The AWS CLI command that reads the setting in question; null for none. */
function readingOf(
  suspect: string,
  { aliases, eventSources }: CaseFile,
  name: SafeText,
  access: AwsAccess,
): SafeText | null {
  const ofFunction = (verb: SafeText, ...more: readonly (readonly [SafeText, SafeText])[]) =>
    awsCommand(access, safe`lambda ${verb}`, [[safe`function-name`, name], ...more]);
  switch (suspect) {
    case 'deployment': {
      const shared = aliases.known ? aliases.value.find(({ versions }) => versions.length > 1) : undefined;
      return shared === undefined || !PLAIN.test(shared.name)
        ? ofFunction(safe`list-aliases`)
        : ofFunction(safe`get-alias`, [safe`name`, safeText(shared.name)]);
    }
    case 'ownLimit':
      return ofFunction(safe`get-function-concurrency`);
    case 'accountPool':
      return poolSettings(access);
    case 'blockedShard':
    case 'slowStream':
    case 'badMessages':
    case 'queueBacklog':
      return eventSources.known && eventSources.value.length > 0
        ? ofFunction(safe`list-event-source-mappings`)
        : null;
    case 'refusedEvents':
    case 'asyncBacklog':
    case 'outOfMemory':
    case 'timeouts':
    case 'notReady':
      return ofFunction(safe`get-function-configuration`, [
        safe`query`,
        safe`[LastUpdateStatus,MemorySize,Timeout,DeadLetterConfig]`,
      ]);
    default:
      return null;
  }
}
