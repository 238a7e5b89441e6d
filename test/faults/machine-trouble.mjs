// Loaded into a process before its program: a machine that has trouble when a test says so.
import dns from 'node:dns';
import { existsSync } from 'node:fs';

// While this file is there, no name leads anywhere.
const noNamesFile = process.env['NO_NAMES_WHILE'] ?? '';
const { lookup } = dns;
dns.lookup = (name, options, done) => {
  if (!existsSync(noNamesFile)) return lookup(name, options, done);
  const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
  process.nextTick(done, Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: name }));
};

// Once this file is there, the machine was asleep for so long: timers do not count that time, the clock does.
// A file and not a signal: after SIGCONT, timers that are due may run before the handler of any signal.
const sleptFile = process.env['SLEPT_ONCE'] ?? '';
const sleepMs = Number(process.env['SLEEP_MS'] ?? 0);
const { now } = Date;
Date.now = () => now() + (sleepMs > 0 && existsSync(sleptFile) ? sleepMs : 0);
