// Runs npm ci if the lock file is newer than what is installed. It runs before anything is installed, so it needs only
// Node; the flags hide some forty lines of npm warnings.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const modifiedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modifiedMs('node_modules/.package-lock.json') < modifiedMs('package-lock.json')) {
  // npm says nothing until it is done, which can take minutes.
  console.error(
    'installing the build and test tools, about 200 packages and half a gigabyte: a minute or two',
  );
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  const [command, commandArgs] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  // npm's summary goes to stderr: stdout belongs to the command that follows, which may be piped.
  const { status } = spawnSync(command, commandArgs, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
