// The house of lmon, as rules. See CONTRIBUTING.md; `npm run house` checks them.

// From the top of the house to its ground floor: a folder may import what stands below it, never what is above.
const floors = [
  'commands',
  'settings',
  'views',
  'print',
  'monitor',
  'triage',
  'capacity',
  'logs',
  'lambda',
  'terminal',
];
const screens = 'fleet|dashboard|headroom|triage|tail|invocations|help|own-errors';
const ITSELF = '[^/]+$';
/** Rooms of one floor, likewise from the top down. `ITSELF` is what stands in the floor's own folder. */
const rooms = {
  commands: [
    ITSELF,
    'screen/',
    'demo/',
    'replay/',
    'triage/',
    'check/',
    'fleet/',
    'local/',
    'logs/',
    'names/',
    'session/',
    'streams/',
    'command/',
  ],
  'commands/session': [ITSELF, 'sources/', 'recording/', 'account/'],
  'commands/logs': ['printed/', ITSELF, 'targets/', 'typed/'],
  views: [ITSELF, `(${screens})/`, 'log/', 'function/', 'prompt/', 'parts/', 'charts/', 'keys/', 'ink/'],
  'views/tail': [ITSELF, 'rows/', 'keys/', 'panes/', 'state/'],
  'views/parts': [ITSELF, 'frame/', 'header/', 'sections/', 'copying/', 'look/'],
  'views/invocations': ['invocation/', 'list/', 'reading/', ITSELF],
  print: ['function/', 'triage/', 'doctor/', 'fleet/', 'headroom/', 'invocation/', 'tail/', ITSELF],
  'print/fleet': [ITSELF, 'why/', 'table/'],
  monitor: [
    'checkup/',
    'headroom/',
    'fleet/',
    'facts/',
    'case/',
    'function/',
    'log/',
    'metric/',
    'calls/',
    ITSELF,
  ],
  'monitor/log': ['tail/', 'set/', 'live/', 'reading/', ITSELF],
  'monitor/function': ['detail/', 'status/', 'event-source/', 'catalogue/', ITSELF],
  triage: [
    'report/',
    'sentence/',
    'timeline/',
    'cause/',
    'rules/',
    'change/',
    'setup/',
    'minute/',
    'onset/',
    ITSELF,
  ],
  'triage/report': [ITSELF, 'suspects/', 'changes/', 'impact/', 'said/', 'claims/', 'case-file/'],
  capacity: ['judging/', 'minute/', 'live/', 'limit/', ITSELF, 'in-flight/', 'statistics/'],
  logs: [
    'comparison/',
    'story/',
    'rows/',
    'runs/',
    'lines/',
    'failures/',
    'sweeping/',
    'selection/',
    'queries/',
    'trouble/',
    'ring/',
    'patterns/',
    ITSELF,
  ],
  lambda: ['cost/', 'delivery/', 'function/', 'line/', ITSELF],
  'lambda/line': [ITSELF, 'format/', 'shape/'],
  terminal: ['drawing/', 'theme/', 'spelling/', 'secrets/', ITSELF],
  aws: [ITSELF, 'question/', 'client/', 'connection/', 'answer/'],
  recording: ['playback/', 'recorder/', 'file/', ITSELF],
};
/** Of the simulated AWS, from the top down. What stands in its own folder puts them together, or says what a world is. */
const worldRooms = [
  'cast/',
  'metric/',
  'log/',
  'caller/',
  'queue/',
  'function/',
  'environment/',
  'schedule/',
  'record/',
  'chance/',
];
const beside = ['aws', 'recording', 'local'];

/** What a second, a minute, an hour and a day are: numbers that whoever stands below or beside counts by as well. */
const unitsOfTime = '^src/lambda/time\\.ts$';

/** What is kept of ids by whoever must know them again: of the lines that were shown, and of those that were recorded. */
const idsKnownAgain = '^src/logs/id-set\\.ts$';

/** What opens doors: kept out of the texts of errors, and out of what is recorded unasked. */
const secretsMasked = '^src/terminal/secrets/without-secrets\\.ts$';

const inFolders = (folders) => `^src/(${folders.join('|')})/`;
const typeOnly = ['type-only'];

const floorRules = floors.map((floor, index) => ({
  name: `${floor}-imports-only-what-is-below`,
  severity: 'error',
  from: { path: `^src/${floor}/` },
  to: {
    path: '^src/',
    pathNot: [
      inFolders(floors.slice(index)),
      unitsOfTime,
      ...(floor === 'commands' ? [inFolders(beside)] : []),
    ],
  },
}));

const roomRules = Object.entries(rooms).flatMap(([floor, inside]) =>
  inside.map((room, index) => ({
    name: `${floor}-import-only-rooms-below`,
    severity: 'error',
    from: { path: `^src/${floor}/`, pathNot: `^src/${floor}/(${inside.slice(0, index + 1).join('|')})` },
    to: { path: `^src/${floor}/${room}` },
  })),
);

const worldRules = worldRooms.slice(0, -1).map((room, index) => ({
  name: 'world-rooms-import-only-rooms-below',
  severity: 'error',
  from: { path: `^src/local/world/(${worldRooms.slice(index + 1).join('|')})` },
  to: { path: `^src/local/world/${room}` },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    ...roomRules,
    ...worldRules,
    {
      name: 'a-screen-knows-no-other-screen',
      severity: 'error',
      from: { path: `^src/views/(${screens})/` },
      to: { path: `^src/views/(${screens})/`, pathNot: '^src/views/$1/' },
    },
    {
      name: 'cli-imports-only-commands-and-settings',
      severity: 'error',
      from: { path: '^src/cli\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(commands|settings)/' },
    },
    ...beside.map((folder) => ({
      name: `${folder}-takes-only-types-from-the-house`,
      comment: 'It stands beside the house: it implements what monitor declares and knows none of its code.',
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${folder}/`,
          unitsOfTime,
          ...(folder === 'local' ? [] : [secretsMasked]),
          ...(folder === 'recording' ? [idsKnownAgain] : []),
        ],
        dependencyTypesNot: typeOnly,
      },
    })),
    ...beside.map((folder) => ({
      name: `${folder}-takes-types-only-from-monitor-and-below`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${folder}|monitor|logs|lambda|terminal)/` },
    })),
    {
      name: 'world-knows-nothing-of-the-code-under-test',
      severity: 'error',
      from: { path: '^src/local/world/' },
      to: { path: '^src/(capacity|triage|logs|monitor)/' },
    },
    {
      name: 'aws-sdk-only-in-aws',
      severity: 'error',
      // The local AWS writes event streams with the codec that reads them: the format is binary, and not ours.
      from: { path: '^src/', pathNot: '^src/(aws/|local/wire/protocol/event-stream-message\\.ts$)' },
      to: { path: '^(@aws-sdk|@smithy)/|node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'ink-and-react-only-in-views',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/views/' },
      to: { path: '^(ink|react)(/|$)|node_modules/(ink|react)/' },
    },
    {
      name: 'pure-folders-have-no-effects',
      severity: 'error',
      from: { path: '^src/(triage|capacity|logs|lambda|terminal)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'names-that-say-nothing',
      severity: 'error',
      from: {},
      to: { path: '^src/.*(^|/)(utils?|helpers?|common|misc|shared|index)(\\.tsx?$|/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
