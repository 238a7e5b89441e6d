import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPatternMiner } from '../../../src/logs/patterns/pattern-miner.ts';

/** For each message the index of its pattern, numbered by first appearance. */
function sorted(messages: readonly string[]): readonly number[] {
  const miner = createPatternMiner();
  const added = messages.map(miner.add);
  const ids = added.map((id) => miner.currentId(id));
  const seen = [...new Set(ids)];
  return ids.map((id) => seen.indexOf(id));
}

describe('messages of one pattern', () => {
  it.each([
    { differ: 'numbers', messages: ['order 17 placed', 'order 4711 placed'] },
    { differ: 'addresses', messages: ['closed by 10.0.0.7', 'closed by 192.168.1.20:443'] },
    {
      differ: 'ids',
      messages: ['sent 5a2c9e10-77aa-4c1b-9d3e-0123456789ab', 'sent 7c1e02b9-0000-4c1b-9d3e-0123456789ab'],
    },
    { differ: 'paths', messages: ['can not read /var/task/a.json', 'can not read /opt/lib/b.json'] },
    { differ: 'units', messages: ['free memory 93.0 KB left', 'free memory 2.1 GB left'] },
    { differ: 'a remark with a number', messages: ['sent 426 bytes (1.2 KB) back', 'sent 12 bytes back'] },
    { differ: 'the length of a list', messages: ['deletes b1', 'deletes b1, b2, b3'] },
    { differ: 'values of a key', messages: ['logname= uid=0 user=root', 'logname=x uid=7 user=guest'] },
    { differ: 'quoted values of a key', messages: ['lock tag="View Lock" free', 'lock tag="Mix" free'] },
    { differ: 'truth', messages: ['cache enabled: true', 'cache enabled: false'] },
    { differ: 'hosts', messages: ['no route to api.example.org here', 'no route to www.example.com here'] },
    { differ: 'names', messages: ['chose node cart-a of the ring', 'chose node cart-b of the ring'] },
    {
      differ: 'many words of one place',
      messages: ['session opened for user root', 'session opened for user ada', 'session opened for user bo'],
    },
    { differ: 'a word and a number', messages: ['connection to db closed', 'connection to 10.0.0.1 closed'] },
  ])('may differ in $differ', ({ messages }) => {
    expect(sorted(messages)).toEqual(messages.map(() => 0));
  });

  it('are recognized in either order', () => {
    const messages = ['user ada logged in', 'user bo logged in', 'user cy logged in', 'user 7 logged in'];
    expect(sorted(messages.toReversed())).toEqual([0, 0, 0, 0]);
  });
});

describe('messages of different patterns', () => {
  it.each([
    { differ: 'what they say', messages: ['order 17 placed', 'order 17 cancelled'] },
    { differ: 'exceptions', messages: ['failed: java.io.IOException', 'failed: java.net.ConnectException'] },
    {
      differ: 'settings of a program',
      messages: ['minTimeout set to 1', 'maxTimeout set to 1', 'tickTime set to 1'],
    },
    { differ: 'what follows', messages: ['rhost=10.0.0.1', 'rhost=10.0.0.1  user=root'] },
    { differ: 'few words at the start', messages: ['Opened file 1', 'Closed file 1'] },
  ])('differ in $differ', ({ messages }) => {
    expect(sorted(messages)).toEqual(messages.map((_, place) => place));
  });
});

describe('a pattern', () => {
  it('counts its messages, and marks where their values are', () => {
    const miner = createPatternMiner();
    for (const id of [17, 18, 19]) miner.add(`order ${id} placed by ada`);
    miner.add('something else');
    const [pattern] = miner.patterns();
    expect(pattern?.count).toBe(3);
    expect(pattern?.values.map(({ start, end }) => pattern.sample.slice(start, end))).toEqual(['17']);
  });

  it('counts both parts if it was split at first', () => {
    const miner = createPatternMiner();
    const ids = ['root', 'ada', 'bo', 'cy'].map((user) => miner.add(`session opened for user ${user}`));
    expect(new Set(ids.map(miner.currentId)).size).toBe(1);
    expect(miner.patterns().map(({ count }) => count)).toEqual([4]);
  });
});

describe('the miner', () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/);

  it('accepts any text', () => {
    const miner = createPatternMiner();
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => miner.add(text) >= 0));
  });

  it('has one pattern for messages that differ only in digits', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (words, one, other) => {
          const said = (value: number) => words.join(` ${value} `);
          expect(sorted([said(one), said(other)])).toEqual([0, 0]);
        },
      ),
    );
  });

  it('keeps a limited number of patterns, and drops the one not seen for longest', () => {
    const miner = createPatternMiner(3);
    const ids = ['alpha one', 'beta two', 'gamma three', 'alpha one', 'delta four'].map(miner.add);
    expect(miner.patterns()).toHaveLength(3);
    expect(miner.currentId(ids[0]!)).toBe(ids[0]);
    expect(miner.currentId(ids[1]!)).toBeNull();
  });

  it('loses no pattern to a dropped one that turns out to be the same', () => {
    const miner = createPatternMiner(2);
    const opened = (user: string) => miner.add(`session opened for user ${user}`);
    opened('root');
    for (const other of ['beta two', 'gamma three']) miner.add(other);
    opened('ada');
    opened('bo');
    expect(miner.patterns().map(({ count, sample }) => [sample, count])).toContainEqual([
      'session opened for user ada',
      2,
    ]);
  });

  it('takes no longer for longer messages', () => {
    const miner = createPatternMiner();
    const id = miner.add(`${'word '.repeat(400)}${'x '.repeat(100_000)}`);
    expect(miner.add(`${'word '.repeat(400)}${'y '.repeat(100_000)}`)).toBe(id);
  });
});
