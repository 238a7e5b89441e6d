import { expect, it } from 'vitest';
import { joining, ownCall } from '../../../src/commands/session/aws-access.ts';

it.each([
  ['/usr/local/bin/lmon', 'lmon'],
  ['/home/ada/lmon/dist/lmon.js', 'node dist/lmon.js'],
  ['/opt/lmon/dist/lmon.js', 'node /opt/lmon/dist/lmon.js'],
  ["/home/ada/lmon/it's/lmon.js", "node 'it'\\''s/lmon.js'"],
])('another lmon is started like this one: %s', (program, call) => {
  expect(ownCall(program, '/home/ada/lmon')).toBe(call);
});

it('a demo on the default port is joined without naming it', () => {
  expect([15_666, 15_667].map((port) => joining({ port }))).toEqual([
    'demo --join',
    'demo --join --port 15667',
  ]);
});

it("a demo that ends with its output can't be joined: a new one is started", () => {
  expect(joining({ port: null })).toBe('demo');
});
