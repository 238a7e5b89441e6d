import { COMMANDS, type CommandName, type CommandShape, flagsOf, optionOf, outputWords } from './commands.ts';
import {
  CHECK_OPTIONS,
  DEMO_OPTIONS,
  GENERAL_OPTIONS,
  LOCAL_OPTIONS,
  type Option,
  type OptionName,
  REPLAY_OPTIONS,
  TAIL_OPTIONS,
  TRIAGE_OPTIONS,
} from './options.ts';

const USAGES: Readonly<Record<CommandName, string>> = {
  fleet: 'lmon [fleet]',
  watch: 'lmon watch <function>',
  tail: 'lmon tail <function | /log/group>...',
  triage: 'lmon triage <function>',
  check: 'lmon check [function]...',
  doctor: 'lmon doctor',
  replay: 'lmon replay <file> [command]',
  demo: 'lmon demo [any command]',
  local: 'lmon local',
};

/** The output of `--help`, for all commands or for one. */
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
    'Flags of tail',
    flagTable({ ...TAIL_OPTIONS, region: optionOf('tail', 'region'), version: optionOf('tail', 'version') }),
    '',
    'Flags of triage',
    flagTable(TRIAGE_OPTIONS),
    '',
    'Flags of check',
    flagTable(CHECK_OPTIONS),
    '',
    'Flags of demo and local',
    flagTable(LOCAL_OPTIONS),
    '',
    'Flags of demo',
    flagTable(DEMO_OPTIONS),
    '',
    'Flags of replay',
    flagTable(REPLAY_OPTIONS),
    '',
    'On a terminal lmon opens a screen, whose keys ? shows; in a pipe it prints lines.',
    '',
  ].join('\n');
}

function commandHelp(command: CommandName): string {
  const flags = Object.fromEntries(flagsOf(command).map((name) => [name, shownOption(command, name)]));
  const { says, ends }: CommandShape = COMMANDS[command];
  const closing = ends === undefined ? [] : [ends, ''];
  return [USAGES[command], `  ${says}`, '', flagTable(flags), '', ...closing].join('\n');
}

function shownOption(command: CommandName, name: OptionName): Option {
  const option = optionOf(command, name);
  return name === 'output'
    ? { ...option, says: `${outputWords(command)}; prints instead of opening a screen` }
    : option;
}

function flagTable(options: Readonly<Record<string, Option>>): string {
  return table(
    Object.entries(options).map(
      ([name, { takes, says, short }]) =>
        [
          `--${name}${takes === null ? '' : ` ${takes}`}`,
          short === undefined ? says : `${says}; also -${short}`,
        ] as const,
    ),
  );
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
