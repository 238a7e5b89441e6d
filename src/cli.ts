import { EXIT_STATUS } from './commands/command/exit-status.ts';
import { endOnFailedOutput } from './commands/streams/failed-output.ts';
import { readCommandLine } from './settings/command-line.ts';

declare const LMON_VERSION: string;

endOnFailedOutput();
const request = readCommandLine(process.argv.slice(2));
switch (request.kind) {
  case 'version':
    process.stdout.write(`lmon ${LMON_VERSION}\n`);
    break;
  case 'help': {
    const { usageText } = await import('./settings/help.ts');
    process.stdout.write(usageText(request.command));
    break;
  }
  case 'usage': {
    const { complain } = await import('./commands/streams/standard-streams.ts');
    const isQuestion = request.complaint.endsWith('?');
    const sentence = `${request.complaint}${isQuestion ? ' ' : '; '}lmon --help lists what there is`;
    process.exitCode = complain(sentence, EXIT_STATUS.usage);
    break;
  }
  case 'run': {
    const { runCommand } = await import('./commands/run-command.ts');
    await runCommand(request.line);
    break;
  }
}
