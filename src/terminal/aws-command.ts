import { replacedIn } from './safe-edits.ts';
import { joinSafe, safe, safeText } from './safe-text.ts';
import type { SafeText } from './text.ts';

/** The endpoint and identity that an AWS CLI needs to get the same answers as lmon. */
export interface AwsAccess {
  readonly region: string;
  /** Null where the environment or the machine provides the identity. */
  readonly profile: string | null;
  /** Without user name and password; null for AWS itself. */
  readonly endpointUrl: string | null;
  /** The words that run lmon, before its command: `lmon`, or `node dist/lmon.js demo --join`. */
  readonly lmon: string;
  /** Whether it is the demo: then lmon joins it without further words, and an AWS CLI needs no keys. */
  readonly isDemo: boolean;
}

/** Words that need no quoting. Some shells expand a leading = to a command's path. */
const PLAIN_WORD = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** One word of a POSIX shell, quoted as necessary. */
export function shellWord(text: SafeText): SafeText {
  return PLAIN_WORD.test(text) ? text : safe`'${replacedIn(text, /'/g, () => safe`'\\''`)}'`;
}

/** The CLI would send the contents of such a file; no AWS name looks like this. */
const READS_A_FILE = /^fileb?:\/\//i;

/** A word that the CLI takes literally; empty for one that it would read from a file. */
function cliWord(text: SafeText): SafeText {
  return shellWord(READS_A_FILE.test(text) ? safe`` : text);
}

/** A value with a leading dash would be taken for the next option. */
export function option(name: SafeText, value: SafeText): SafeText {
  return value.startsWith('-') ? safe`--${name}=${cliWord(value)}` : safe`--${name} ${cliWord(value)}`;
}

function accessOptions({ region, profile, endpointUrl, isDemo }: AwsAccess): SafeText {
  const inRegion = option(safe`region`, safeText(region));
  const as = profile === null ? safe`` : safe` ${option(safe`profile`, safeText(profile))}`;
  const at = endpointUrl === null ? safe`` : safe` ${option(safe`endpoint-url`, safeText(endpointUrl))}`;
  return safe`${inRegion}${as}${at}${isDemo ? safe` --no-sign-request` : safe``}`;
}

/** Follows a log with the AWS CLI. @param pattern the filter applied by AWS; null for none */
export function tailCommand(access: AwsAccess, group: SafeText, pattern: SafeText | null = null): SafeText {
  const filter = filterOption(pattern);
  // The name would be taken for an option, and this command accepts it only as an operand.
  if (group.startsWith('-')) return safe`${readCommand(access, group)}${filter}`;
  return safe`aws logs tail ${cliWord(group)} --since 15m --follow${filter} ${accessOptions(access)}`;
}

function filterOption(pattern: SafeText | null): SafeText {
  return pattern === null ? safe`` : safe` ${option(safe`filter-pattern`, pattern)}`;
}

/** Reads the last 15 minutes of a log; the shell computes the time when the command is run. */
function readCommand(access: AwsAccess, group: SafeText): SafeText {
  const sinceMs = safe`$(($(date +%s) - 900))000`;
  return safe`aws logs filter-log-events ${option(safe`log-group-name`, group)} --start-time ${sinceMs} ${accessOptions(access)}`;
}

/** Both inclusive. */
interface LogSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Reads a span of a log with the AWS CLI, which only follows a log from the present on.
 *
 * @param pattern the filter applied by AWS; null for none
 */
export function spanCommand(
  access: AwsAccess,
  group: SafeText,
  { fromMs, toMs }: LogSpan,
  pattern: SafeText | null = null,
): SafeText {
  return safe`aws logs filter-log-events ${option(safe`log-group-name`, group)}${filterOption(pattern)} --start-time ${fromMs} --end-time ${toMs} ${accessOptions(access)}`;
}

/** Reads the lines of one request in the minutes around it. */
export function requestCommand(
  access: AwsAccess,
  group: SafeText,
  requestId: SafeText,
  span: LogSpan,
): SafeText {
  return spanCommand(access, group, span, safe`"${requestId}"`);
}

/** Reads a function's configuration without its environment variables, which hold secrets. */
export function configurationCommand(access: AwsAccess, functionName: SafeText): SafeText {
  return safe`aws lambda get-function-configuration ${option(safe`function-name`, functionName)} ${accessOptions(access)} --query '[Runtime,MemorySize,Timeout,Version,LastModified,LastUpdateStatus]'`;
}

/** A command of the AWS CLI with its options in order. @param verb such as `lambda get-function-concurrency` */
export function awsCommand(
  access: AwsAccess,
  verb: SafeText,
  options: readonly (readonly [name: SafeText, value: SafeText])[],
): SafeText {
  const given = joinSafe(options.map(([name, value]) => safe` ${option(name, value)}`));
  return safe`aws ${verb}${given} ${accessOptions(access)}`;
}

/** An lmon command with the options that make it look at the same account. @param words such as `watch checkout-api` */
export function lmonCommand(access: AwsAccess, words: SafeText): SafeText {
  const called = safe`${safeText(access.lmon)} ${words}`;
  return access.isDemo ? called : safe`${called} ${accessOptions(access)}`;
}
