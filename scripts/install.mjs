// Installs what the lock file says when it is newer than what is installed. Runs before anything is installed, so
// it needs nothing but Node; the flags keep some forty lines of npm's warnings from a newcomer's first screen.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modifiedMs('node_modules/.package-lock.json') < modifiedMs('package-lock.json')) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  const [command, commandArgs] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  // npm's own summary goes to stderr: stdout belongs to the command that follows, which may be piped.
  const { status } = spawnSync(command, commandArgs, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
