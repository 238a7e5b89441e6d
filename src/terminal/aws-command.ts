import { replacedIn } from './safe-edits.ts';
import { joinSafe, safe, safeText } from './safe-text.ts';
import type { SafeText } from './text.ts';

/** Where an AWS CLI has to ask, and as whom, to be told the same as lmon. */
export interface AwsAccess {
  readonly region: string;
  /** Null where the environment or the machine says who asks. */
  readonly profile: string | null;
  /** Without the name and password in it; null for AWS itself. */
  readonly endpointUrl: string | null;
  /** The words that call an lmon, up to its command: `lmon`, or `node dist/lmon.js demo --join`. */
  readonly lmon: string;
  /** Whether it is the demo: an lmon that joins it needs no more words, and an AWS CLI no keys. */
  readonly isDemo: boolean;
}

/** Words that a shell takes as they stand. Some take a leading = for a command's path. */
const PLAIN_WORD = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** One word of a POSIX shell, whatever is in it. */
export function shellWord(text: SafeText): SafeText {
  return PLAIN_WORD.test(text) ? text : safe`'${replacedIn(text, /'/g, () => safe`'\\''`)}'`;
}

/** The CLI would send the contents of such a file; no name of AWS looks like that. */
const READS_A_FILE = /^fileb?:\/\//i;

/** A word that the CLI takes as it stands; empty for one that it would read a file for. */
function cliWord(text: SafeText): SafeText {
  return shellWord(READS_A_FILE.test(text) ? safe`` : text);
}

/** A value that begins with a dash would be taken for the next option. */
export function option(name: SafeText, value: SafeText): SafeText {
  return value.startsWith('-') ? safe`--${name}=${cliWord(value)}` : safe`--${name} ${cliWord(value)}`;
}

function accessOptions({ region, profile, endpointUrl, isDemo }: AwsAccess): SafeText {
  const inRegion = option(safe`region`, safeText(region));
  const as = profile === null ? safe`` : safe` ${option(safe`profile`, safeText(profile))}`;
  const at = endpointUrl === null ? safe`` : safe` ${option(safe`endpoint-url`, safeText(endpointUrl))}`;
  return safe`${inRegion}${as}${at}${isDemo ? safe` --no-sign-request` : safe``}`;
}

/** Follows a log with the AWS CLI. @param pattern what AWS filters by; null for nothing */
export function tailCommand(access: AwsAccess, group: SafeText, pattern: SafeText | null = null): SafeText {
  const filter = pattern === null ? safe`` : safe` ${option(safe`filter-pattern`, pattern)}`;
  // The name would be taken for an option, and this command has no other place for it.
  if (group.startsWith('-')) return safe`${readCommand(access, group)}${filter}`;
  return safe`aws logs tail ${cliWord(group)} --since 15m --follow${filter} ${accessOptions(access)}`;
}

/** Reads the last 15 minutes of a log; the shell knows what time it is when the command is run. */
function readCommand(access: AwsAccess, group: SafeText): SafeText {
  const sinceMs = safe`$(($(date +%s) - 900))000`;
  return safe`aws logs filter-log-events ${option(safe`log-group-name`, group)} --start-time ${sinceMs} ${accessOptions(access)}`;
}

/** Reads what the log says of one request in the minutes around it. */
export function requestCommand(
  access: AwsAccess,
  group: SafeText,
  requestId: SafeText,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): SafeText {
  const pattern = shellWord(safe`"${requestId}"`);
  return safe`aws logs filter-log-events ${option(safe`log-group-name`, group)} --filter-pattern ${pattern} --start-time ${fromMs} --end-time ${toMs} ${accessOptions(access)}`;
}

/** Reads a function's set-up without its environment variables, which hold secrets. */
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

/** A command of lmon with the options that make it look where this lmon does. @param words such as `watch checkout-api` */
export function lmonCommand(access: AwsAccess, words: SafeText): SafeText {
  const called = safe`${safeText(access.lmon)} ${words}`;
  return access.isDemo ? called : safe`${called} ${accessOptions(access)}`;
}
