import { functionLink } from '../../lambda/console-link.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { verdictLine, watchText } from '../../print/function/watch-text.ts';
import {
  type AwsAccess,
  configurationCommand,
  spanCommand,
  tailCommand,
} from '../../terminal/aws-command.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Seen } from '../../triage/report/triage-note.ts';
import type { Copyable } from '../parts/copying/copy-menu.ts';
import { fenced } from '../parts/copying/markdown-fence.ts';

/** What can be copied about a function: its sentence, the facts of its last minute, its name, commands. */
export function functionCopyables(
  status: FunctionStatus,
  snapshot: FleetSnapshot,
  access: AwsAccess,
): readonly Copyable[] {
  const name = safeText(status.name);
  const block = watchText(status, snapshot);
  return [
    { key: 'l', name: safe`line`, lines: block.slice(0, 1) },
    { key: 'b', name: safe`block`, lines: block },
    { key: 'f', name: safe`function`, lines: [name] },
    { key: 'm', name: safe`Markdown`, lines: [safe`**${name}**`, safe``, ...fenced(block)] },
    { key: 'c', name: safe`command`, lines: [configurationCommand(access, name)] },
    { key: 't', name: safe`log command`, lines: [logCommand(status, snapshot, access)] },
    functionConsole(status, access),
  ];
}

const SHOWN_MS = 15 * MINUTE_MS;

/** At a past moment, the lines of that time: following the log would show those of now. */
function logCommand({ configuration }: FunctionStatus, { held }: FleetSnapshot, access: AwsAccess): SafeText {
  const group = safeText(configuration.logGroup);
  return held?.kind === 'past'
    ? spanCommand(access, group, { fromMs: held.atMs - SHOWN_MS, toMs: held.atMs })
    : tailCommand(access, group);
}

/** Its sentence, as a note. */
export function functionNote(status: FunctionStatus, snapshot: FleetSnapshot): Seen {
  return { atMs: status.minuteMs, isOfMinute: true, says: verdictLine(status, snapshot) };
}

/** The function in the AWS console. */
export function functionConsole({ name }: FunctionStatus, { region }: AwsAccess): Copyable {
  return { key: 'o', name: safe`link`, lines: [functionLink(safeText(region), safeText(name))] };
}
