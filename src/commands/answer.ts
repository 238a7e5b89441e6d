import { type CommandLine, readCommandLine } from '../settings/command-line.ts';
import { EXIT_STATUS, type ExitStatus } from './command/exit-status.ts';

declare const LMON_VERSION: string;

/**
 * Answers one command line, as typed behind `lmon`.
 *
 * @param run runs a command: only then is more than this file loaded
 */
export async function answer(
  args: readonly string[],
  run: (line: CommandLine) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const request = readCommandLine(args);
  switch (request.kind) {
    case 'version':
      process.stdout.write(`lmon ${LMON_VERSION}\n`);
      return EXIT_STATUS.done;
    case 'help': {
      const { usageText } = await import('../settings/help.ts');
      process.stdout.write(usageText(request.command));
      return EXIT_STATUS.done;
    }
    case 'usage': {
      const { complain } = await import('./streams/standard-streams.ts');
      const isQuestion = request.complaint.endsWith('?');
      const sentence = `${request.complaint}${isQuestion ? ' ' : '; '}lmon --help lists what there is`;
      return complain(sentence, EXIT_STATUS.usage);
    }
    case 'run':
      return run(request.line);
  }
}
