import { onAbort } from '../monitor/abort.ts';
import { momentOf } from '../monitor/typed-time.ts';
import { type Recording, readRecording } from '../recording/file/read-recording.ts';
import { isBeingWritten, lastBlackBox } from '../recording/recorder/black-box.ts';
import { blackBoxFolder } from '../settings/black-box-folder.ts';
import { type CommandLine, commandLineOf, type Flags } from '../settings/command-line.ts';
import type { CommandName } from '../settings/commands.ts';
import { REPLAY_OPTIONS } from '../settings/options.ts';
import { speedFlag } from '../settings/speed-flag.ts';
import type { Environment } from '../terminal/environment.ts';
import { isoTime } from '../terminal/quantity.ts';
import type { Command } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { replayedFlags } from './replay/replayed-flags.ts';
import { complain, printNotice } from './streams/standard-streams.ts';

/** Commands that watch an account, and so can play a recording of one. */
const REPLAYABLE: ReadonlySet<CommandName> = new Set(['fleet', 'watch', 'tail', 'triage', 'check']);

/** Runs a command on a recording. It needs no credentials, Region or network, and never calls AWS. */
export const replay: Command = async ({ line, env, signal, load }) => {
  const speed = speedFlag(line.flags.speed);
  if (typeof speed !== 'number') return complain(speed.complaint, EXIT_STATUS.usage);
  const files = filesOf(line, env);
  if ('complaint' in files) return complain(files.complaint, files.status);
  const read = await readRecording(files.paths);
  if (read.kind === 'complaint')
    return complain(read.complaint, read.why === 'absent' ? EXIT_STATUS.notFound : EXIT_STATUS.usage);
  const { recording } = read;
  const startMs = startOf(line, recording);
  if (startMs !== null && typeof startMs !== 'number') return complain(startMs.complaint, startMs.status);
  const inner = innerLine(line, files.words, recording);
  if ('complaint' in inner) return complain(inner.complaint, inner.status);

  for (const notice of shortcomings(recording, files.areBeingWritten)) printNotice(notice);
  const ending = new AbortController();
  const end = () => ending.abort();
  onAbort(signal, end);
  const command = await load(inner.command);
  return command({
    line: inner,
    env,
    signal: ending.signal,
    load,
    replayed: { recording, words: wordsAgain(line), startMs, speed, end },
  });
};

interface Files {
  /** The segments of a recording, oldest first. */
  readonly paths: readonly string[];
  /** Whether their session still runs. */
  readonly areBeingWritten: boolean;
  /** The command to run, and its operands. */
  readonly words: readonly string[];
}

function filesOf({ flags, operands }: CommandLine, env: Environment): Files | Complaint {
  if (flags.last) {
    const folder = blackBoxFolder(env);
    const paths = lastBlackBox(folder);
    return paths.length > 0
      ? {
          paths,
          areBeingWritten: paths.slice(-1).some((path) => isBeingWritten(path, Date.now())),
          words: operands,
        }
      : { complaint: `there is no black box in ${folder}`, status: EXIT_STATUS.notFound };
  }
  const [path, ...words] = operands;
  return path === undefined
    ? { complaint: 'replay needs a recording, or --last', status: EXIT_STATUS.usage }
    : { paths: [path], areBeingWritten: false, words };
}

function wordsAgain({ flags, operands }: CommandLine): readonly string[] {
  return flags.last ? ['--last', ...operands] : operands;
}

function startOf({ flags }: CommandLine, { endMs }: Recording): number | Complaint | null {
  if (typeof flags.now !== 'string') return null;
  return (
    momentOf(flags.now, endMs) ?? {
      complaint: `--now ${flags.now} is not a time: 15m, 02:40 or 2026-11-24T02:40:00Z`,
      status: EXIT_STATUS.usage,
    }
  );
}

/**
 * Without words, the recorded command with the flags that chose its content; these are outside text, parsed like typed
 * input.
 */
function innerLine(
  { flags }: CommandLine,
  words: readonly string[],
  { header }: Recording,
): CommandLine | Complaint {
  const inner =
    words.length > 0
      ? commandLineOf(words, innerFlags(flags))
      : commandLineOf(
          [header.command, ...header.operands],
          innerFlags(replayedFlags(header.flags ?? {}, flags)),
        );
  const status = EXIT_STATUS.usage;
  if (inner.kind !== 'run')
    return { complaint: inner.kind === 'usage' ? inner.complaint : 'nothing to run', status };
  return REPLAYABLE.has(inner.line.command)
    ? inner.line
    : { complaint: `replay does not run ${inner.line.command}`, status };
}

/** Those that the replay does not take for itself. */
function innerFlags(flags: Flags): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !Object.hasOwn(REPLAY_OPTIONS, name)));
}

/** What the user should know about the recording's limits. */
function shortcomings(
  { header, isComplete, endMs, skippedLines, leftOut }: Recording,
  isRunning: boolean,
): readonly string[] {
  const noEnd = isRunning
    ? 'its session still runs: so far the recording goes'
    : 'the recording was cut short: it goes';
  return [
    ...(isComplete ? [] : [`${noEnd} up to ${isoTime(endMs)}`]),
    ...(leftOut === null ? [] : [`the replay begins at ${isoTime(header.startedMs)}: ${leftOut}`]),
    ...(skippedLines === 0 ? [] : [skippedText(skippedLines)]),
  ];
}

function skippedText(lines: number): string {
  return lines === 1
    ? "1 line of the recording can't be read and is left out"
    : `${lines} lines of the recording can't be read and are left out`;
}
