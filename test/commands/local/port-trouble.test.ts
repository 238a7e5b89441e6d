import { describe, expect, it } from 'vitest';
import { portTrouble } from '../../../src/commands/local/port-trouble.ts';

const thrown = (code: string) =>
  Object.assign(new Error(`listen ${code}: 127.0.0.1:80`), { code, syscall: 'listen' });

describe("why the local AWS can't listen", () => {
  it.each([
    ['EADDRINUSE', 4566, 'port 4566 of 127.0.0.1 is taken'],
    ['EACCES', 80, 'port 80 of 127.0.0.1 is not for this user to open: one from 1024 on may be'],
    ['EMFILE', 4566, "port 4566 of 127.0.0.1 can't be opened: listen EMFILE: 127.0.0.1:80"],
    ['EMFILE', 0, 'no port of 127.0.0.1 can be opened: listen EMFILE: 127.0.0.1:80'],
  ])('%s on port %i', (code, port, says) => {
    expect(portTrouble(thrown(code), port)).toBe(says);
  });

  it('does not blame the system for a bug', () => {
    const bug = new TypeError('undefined is not a function');
    expect(() => portTrouble(bug, 80)).toThrow(bug);
  });
});
