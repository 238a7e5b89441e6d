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
/** The rooms of the live model, likewise. What stands beside them in its folder is below them all. */
const monitorRooms = ['checkup', 'headroom', 'fleet', 'case', 'function', 'log', 'metric', 'calls'];
const beside = ['aws', 'recording', 'local'];

const inFolders = (folders) => `^src/(${folders.join('|')})/`;
const typeOnly = ['type-only'];

const floorRules = floors.map((floor, index) => ({
  name: `${floor}-imports-only-what-is-below`,
  severity: 'error',
  from: { path: `^src/${floor}/` },
  to: {
    path: '^src/',
    pathNot: inFolders(floors.slice(index)) + (floor === 'commands' ? `|${inFolders(beside)}` : ''),
  },
}));

const monitorRules = monitorRooms.map((room, index) => ({
  name: `what-is-below-${room}-in-monitor-knows-nothing-of-it`,
  severity: 'error',
  from: { path: '^src/monitor/', pathNot: `^src/monitor/(${monitorRooms.slice(0, index + 1).join('|')})/` },
  to: { path: `^src/monitor/${room}/` },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    ...monitorRules,
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
        pathNot: `^src/${folder}/`,
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
