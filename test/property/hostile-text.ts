import fc from 'fast-check';

const MOST_PARTS = 8;

const character = fc
  .oneof(
    fc.integer({ min: 0, max: 0x10ffff }),
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x9f }),
    fc.integer({ min: 0x300, max: 0x36f }),
    fc.integer({ min: 0x900, max: 0x1200 }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0x1f1e6, max: 0x1faff }),
    fc.integer({ min: 0xe0000, max: 0xe01ef }),
  )
  .map((code) => (code <= 0xffff ? String.fromCharCode(code) : String.fromCodePoint(code)));

/** Joiners, marks, selectors and parts that change the width of the text before them. */
const clusterPart = fc.constantFrom(
  ...['\u200d', '\u200c', '\ufe0f', '\ufe0e', '\u20e3', '\u034f', '\u0301', '\u093e', '\u0e33', '\uff9e'],
  ...[
    '👨',
    '👍',
    '🏽',
    '🇪',
    '🇺',
    '❤',
    '☝',
    '1',
    '#',
    '가',
    '\u1100',
    '\u1161',
    '\u11a8',
    'क',
    '\u094d',
    '\u0600',
  ],
);

const parameters = fc.stringMatching(/^[?>=!]?[\d;:]{0,8}$/);
const payload = fc.string({ maxLength: 12 });
const introducer = fc.constantFrom('\x1b[', '\x9b');
const opener = fc.constantFrom(
  '\x1b]',
  '\x9d',
  '\x1bP',
  '\x90',
  '\x1bX',
  '\x98',
  '\x1b^',
  '\x9e',
  '\x1b_',
  '\x9f',
);
const terminator = fc.constantFrom('\x07', '\x1b\\', '\x9c', '\x18', '\x1a', '');

const control = fc
  .tuple(introducer, parameters, fc.stringMatching(/^[ -/]?[@-~]$/))
  .map(([start, middle, end]) => start + middle + end);
const command = fc.tuple(
  opener,
  fc.constantFrom('0;', '2;', '8;;', '52;c;', '4;1;', 'q', ''),
  payload,
  terminator,
);
const shortEscape = fc.stringMatching(/^\x1b[ -/]?[0-~]$/);
const knownAttack = fc.constantFrom(
  ...[
    '\x1b[2J',
    '\x1b[H',
    '\x1b[?1049l',
    '\x1b[?25l',
    '\x1b[?1000h',
    '\x1b[?2004h',
    '\x1b[6n',
    '\x1b[c',
    '\x1bc',
  ],
  ...[
    '\x1b[!p',
    '\x1b#8',
    '\x1b(0',
    '\x0e',
    '\x1b[?5h',
    '\x1b[4h',
    '\x1b[?6h',
    '\x1b[1;1r',
    '\x1b[8;1;1t',
    '\x1bZ',
  ],
  ...['\u202e', '\u2066', '\ufeff', '\r', '\b\b\b', '\x1b[999C', '\x1b[5 q', '\x1b[>4;2m', '\x1bPq#0\x1b\\'],
);
/** The bytes of escape sequences, in overlong UTF-8 or read as Latin-1. */
const encodingTrick = fc.constantFrom(
  '\xc0\x9b',
  '\xc2\x9b31m',
  '\xe0\x80\x9b',
  '\xc1\x9b',
  '\ufffd[31m',
  '\ud83d',
  '\udc00',
);

/** Text as an attacker would log it: harmless words mixed with terminal sequences. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      character,
      character,
      clusterPart,
      clusterPart,
      control,
      command.map((parts) => parts.join('')),
      shortEscape,
      knownAttack,
      encodingTrick,
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.string({ maxLength: 10 }),
    ),
    { maxLength: MOST_PARTS },
  )
  .map((parts) => parts.join(''));
