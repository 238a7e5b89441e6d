import { COMMANDS, type CommandName } from './commands.ts';
import { GENERAL_OPTIONS, LOCAL_OPTIONS, type Option } from './options.ts';

const USAGES: Readonly<Record<CommandName, string>> = {
  fleet: 'lmon [fleet]',
  tail: 'lmon tail <function | /log/group>',
  demo: 'lmon demo [any command]',
  local: 'lmon local',
};

/** What `--help` prints: of all commands, or of one. */
export function usageText(command: CommandName | null): string {
  return command === null ? generalHelp() : commandHelp(command);
}

function generalHelp(): string {
  const commands = (Object.keys(COMMANDS) as CommandName[]).map(
    (name) => [USAGES[name], COMMANDS[name].says] as const,
  );
  return [
    'lmon: a read-only terminal monitor for AWS Lambda',
    '',
    table(commands),
    '',
    'Flags',
    flagTable(GENERAL_OPTIONS),
    '',
    'Flags of demo and local',
    flagTable(LOCAL_OPTIONS),
    '',
    'On a terminal a screen opens; into a pipe lines come out. ? on a screen shows its keys.',
    '',
  ].join('\n');
}

function commandHelp(command: CommandName): string {
  const isLocal = command === 'demo' || command === 'local';
  return [
    USAGES[command],
    `  ${COMMANDS[command].says}`,
    '',
    ...(isLocal ? [flagTable(LOCAL_OPTIONS)] : []),
    ...(command === 'local' ? [] : [flagTable(GENERAL_OPTIONS)]),
    '',
  ].join('\n');
}

function flagTable(options: Readonly<Record<string, Option>>): string {
  return table(
    Object.entries(options).map(
      ([name, { takes, says }]) => [`--${name}${takes === null ? '' : ` ${takes}`}`, says] as const,
    ),
  );
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
