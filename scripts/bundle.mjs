// How src becomes the bundle; scripts/build.mjs writes it, and tests plant faults in it.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const NOTHING = resolve('scripts/empty-module.mjs');

const COMMON = {
  platform: 'node',
  // The AWS SDK offers CommonJS first on Node: it can't be tree-shaken, and import() would lose its names.
  resolve: {
    mainFields: ['module', 'main'],
    conditionNames: ['module', 'import', 'node', 'default'],
    alias: {
      // Ink imports its developer tools on demand; left external, they would be a file that is not there.
      'react-devtools-core': NOTHING,
      // Of the sketches only what writes and reads protocol buffers needs it, and nothing here does either.
      'protobufjs/minimal': NOTHING,
      'string-width': resolve('src/views/ink/ink-string-width.ts'),
    },
  },
  transform: {
    target: 'node20',
    jsx: { runtime: 'automatic' },
    // React's development build keeps a performance entry for every render, for ever (facebook/react#35761).
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      LMON_VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version),
    },
  },
};

/** For rolldown: a bundle of several files, of which a command loads those that it needs. */
export function bundleOf(input, plugins = []) {
  const files = filesOfStarts();
  return {
    ...COMMON,
    input,
    plugins: [ROWS_AS_THEY_ARE, YOGA_WITHOUT_FETCH, HTTP_WITHOUT_FETCH, files.plugin, ...plugins],
    // What is loaded together lies together, even where it is used by itself elsewhere.
    preserveEntrySignatures: 'allow-extension',
    output: {
      format: 'esm',
      comments: { legal: false },
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: { groups: files.groups, includeDependenciesRecursively: false },
    },
  };
}

/** Where the entry finds the commands, once both are built. */
export const COMMANDS = 'chunks/run-command';

/**
 * The entry as one file, without the commands: with what it shares with them in files of its own, `lmon --help` would
 * load several, and take half as long again as a bare Node.
 */
export const ENTRY = {
  ...COMMON,
  input: { lmon: 'src/cli.ts' },
  plugins: [
    {
      name: 'commands-apart',
      resolveId: {
        filter: { id: /\/run-command\.ts$/ },
        handler: () => ({ id: `./${COMMANDS}.js`, external: 'relative' }),
      },
    },
  ],
  output: { format: 'esm', comments: { legal: false }, codeSplitting: false },
};

/**
 * What has to be there before the first line of a log, and before the first frame of a screen. Where each lies in
 * files of its own users and nobody else's, as bundlers split it, there are fifty of them; each takes as long to find and to link as
 * ten kilobytes do to compile. So each of these is one file, with all that it imports and that none above it holds.
 */
const STARTS = {
  pipe: [/\/src\/commands\/(?:run-command|tail)\.ts$/],
  aws: [/\/src\/aws\/(?:connect|question\/log-page)\.ts$/],
  screen: [/\/src\/commands\/(?:fleet|screen\/screen)\.ts$/, /\/src\/views\/open-app\.tsx?$/],
};

/** HTTP/2, which only Kinesis speaks: it stands in the same index as what all services need. */
const BESIDE_STARTS = /\/node-http-handler\/dist-es\/(?:node-)?http2/;

function filesOfStarts() {
  const startOf = new Map();
  const names = Object.keys(STARTS);
  return {
    plugin: {
      name: 'files-of-starts',
      buildEnd() {
        const modules = [...this.getModuleIds()];
        for (const [start, roots] of Object.entries(STARTS)) {
          const begun = modules.filter((id) => roots.some((root) => root.test(id)));
          if (begun.length < roots.length) throw new Error(`what begins "${start}" has moved`);
          for (const id of reached(begun, (each) => this.getModuleInfo(each)?.importedIds ?? []))
            if (!startOf.has(id)) startOf.set(id, start);
        }
      },
    },
    groups: names.map((name, index) => ({
      name,
      priority: names.length - index,
      test: (id) => startOf.get(id) === name,
    })),
  };
}

/** What is imported from these on, they themselves among it. */
function reached(begun, importsOf) {
  const seen = new Set(begun);
  // A set is gone through to what is added to it meanwhile.
  for (const id of seen) {
    for (const imported of importsOf(id)) if (!BESIDE_STARTS.test(imported)) seen.add(imported);
  }
  return seen;
}

/** A plugin for one module of a package, which fails the build where the package has that module no more. */
function pluginFor(name, id, handler) {
  let isApplied;
  return {
    name,
    buildStart() {
      isApplied = false;
    },
    transform: {
      filter: { id },
      handler(code, path) {
        isApplied = true;
        return handler(code, path);
      },
    },
    buildEnd(failure) {
      if (failure === undefined && !isApplied)
        throw new Error(`${name}: what it changes has moved from ${id}`);
    },
  };
}

/**
 * Yoga carries its WebAssembly as text and, where there is a fetch, decodes it with that. Node's fetch takes 20 ms to
 * load, which the first frame would wait for; without it Yoga decodes the text itself.
 */
const YOGA_WITHOUT_FETCH = pluginFor('yoga-without-fetch', /yoga-wasm-base64-esm\.js$/, (code, path) => {
  if (!code.includes('typeof fetch')) throw new Error(`${path} no longer asks for fetch: drop this plugin`);
  return { code: code.replaceAll('typeof fetch', '"undefined"') };
});

/** Rows that are ready are drawn as they are. */
const ROWS_AS_THEY_ARE = pluginFor('rows-as-they-are', /\/ink\/build\/renderer\.js$/, (code, path) => {
  if (!/output: generatedOutput,\s+outputHeight,/.test(code))
    throw new Error(`${path} no longer gives frames as row-renderer.ts does`);
  return { code: `export { default } from ${JSON.stringify(resolve('src/views/ink/row-renderer.ts'))};` };
});

const REQUIRED_HTTP = '\0required:node:http';

/**
 * An import of node:http asks for all that it exports. The WebSocket among it is that of Node's fetch, which takes longer to
 * load than everything else that a request needs; what is required is asked for by name.
 */
const HTTP_WITHOUT_FETCH = {
  name: 'http-without-fetch',
  resolveId: {
    filter: { id: /^(?:node:)?http$/ },
    handler: (_id, _importer, { kind }) =>
      kind === 'require-call' ? { id: 'node:http', external: true } : { id: REQUIRED_HTTP },
  },
  load: {
    filter: { id: /^\0required:node:http$/ },
    handler: () => ({ code: "module.exports = require('node:http');", moduleType: 'js' }),
  },
};
