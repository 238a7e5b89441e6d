// Preloaded into a process: simulates failures of the machine when a test says so.
import dns from 'node:dns';
import { existsSync } from 'node:fs';

// While this file exists, no name resolves.
const noNamesFile = process.env['NO_NAMES_WHILE'] ?? '';
const { lookup } = dns;
dns.lookup = (name, options, done) => {
  if (!existsSync(noNamesFile)) return lookup(name, options, done);
  const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
  process.nextTick(done, Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: name }));
};

// Once this file exists, the machine seems to have slept this long: the clock counts that time, timers do not. It is a
// file and not a signal, because after SIGCONT due timers may run before any signal handler.
const sleptFile = process.env['SLEPT_ONCE'] ?? '';
const sleepMs = Number(process.env['SLEEP_MS'] ?? 0);
const { now } = Date;
Date.now = () => now() + (sleepMs > 0 && existsSync(sleptFile) ? sleepMs : 0);
