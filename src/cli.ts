import { answer } from './commands/answer.ts';
import { endOnFailedOutput } from './commands/streams/failed-output.ts';

endOnFailedOutput();
// Run as a program: with its signals, and to the end of the process.
process.exitCode = await answer(process.argv.slice(2), async (line) => {
  const { runCommand } = await import('./commands/run-command.ts');
  return runCommand(line);
});
