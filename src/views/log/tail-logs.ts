import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { groupName, originIn } from '../../logs/log-name.ts';
import type { LogOrigin, TailItem } from '../../logs/tail-item.ts';
import { isReadable } from '../../monitor/log/tail/followed-log.ts';
import type { LogTailSnapshot } from '../../monitor/log/tail/log-tail-snapshot.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { type RawText, rawText, type SafeText } from '../../terminal/text.ts';
import { configurationIn } from './log-configuration.ts';

/** The origin of the current item, or else of the log. With many logs, the first stands for all. */
export function originAtHand(item: TailItem | null, { logs }: LogTailSnapshot): LogOrigin {
  const origin = item?.origin ?? logs[0]?.origin ?? { group: rawText(''), functionName: null };
  return item?.type === 'event' ? originIn(item.event.logStream, origin) : origin;
}

/**
 * How the log of an origin is reached with other tools, which take the name of a group and its Region: its ARN only
 * names it for lmon.
 */
export function reachOf(
  { group, region }: LogOrigin,
  access: AwsAccess,
): { readonly group: RawText; readonly access: AwsAccess } {
  return region === undefined || region.name === access.region
    ? { group, access }
    : { group: groupName(group), access: { ...access, region: region.name } };
}

/** The timeout of the function that wrote the line; null when unknown. */
export function timeoutMsOf(
  item: TailItem,
  snapshot: LogTailSnapshot,
  functions: readonly FunctionConfiguration[],
): number | null {
  if (functions.length === 0) return null;
  return configurationIn(originAtHand(item, snapshot), functions)?.timeoutMs ?? null;
}

/** The Regions of a tail's logs; null where they are not told. */
export function regionsText(logs: LogTailSnapshot['logs']): string | null {
  const regions = [...new Set(logs.flatMap(({ origin: { region } }) => region?.name ?? []))];
  if (regions.length === 0) return null;
  return regions.length <= MOST_REGIONS ? regions.join(', ') : `${regions.length} Regions`;
}

/** More would leave no room for who asks. */
const MOST_REGIONS = 2;

/** The breadcrumb, with the number of logs where there are several, and how many can be read. */
export function tailPath(path: readonly SafeText[], { logs }: LogTailSnapshot): readonly SafeText[] {
  if (logs.length < 2) return path;
  const readable = logs.filter(isReadable).length;
  const count =
    readable === logs.length ? safe`${logs.length} logs` : safe`${readable} of ${logs.length} logs`;
  return [...path.slice(0, -1).map(firstOfMany), count];
}

/** A list of names would be cut to pieces; the column beside the lines shows them in full. */
function firstOfMany(names: SafeText): SafeText {
  const [, listed = names, more = '0'] = /^(.*) and (\d+) more$/.exec(names) ?? [];
  const [first = names, ...others] = listed.split(', ');
  const count = others.length + Number(more);
  return count === 0 ? names : safe`${safeText(first)} +${count}`;
}
