// How src is bundled; scripts/build.mjs writes the bundle, and tests plant faults in it.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';

const NOTHING = resolve('scripts/empty-module.mjs');

const COMMON = {
  platform: 'node',
  // Node resolves the AWS SDK to CommonJS first, which can't be tree-shaken and loses its names on import().
  resolve: {
    mainFields: ['module', 'main'],
    conditionNames: ['module', 'import', 'node', 'default'],
    alias: {
      // Ink imports its developer tools on demand; left external, they would be a missing file.
      'react-devtools-core': NOTHING,
      // Only the sketches' protocol buffer code needs it, and lmon does not use that.
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

const REQUIRED = '\0required:';
/** Without the one that has require itself. */
const NODE_MODULES = builtinModules.filter((name) => name !== 'module');

/**
 * An import of a module of Node evaluates all of its exports, and some of those load a good deal more: the WebSocket of
 * node:http loads Node's fetch, which takes longer than everything else that a request needs. So modules get the names
 * that they use through require.
 */
const NODE_WITHOUT_THE_REST = {
  name: 'node-without-the-rest',
  resolveId: {
    filter: { id: new RegExp(`^(?:node:)?(?:${NODE_MODULES.join('|')})$`) },
    handler: (id, _importer, { kind }) => {
      const name = id.replace(/^(?:node:)?/, 'node:');
      return kind === 'require-call' ? { id: name, external: true } : { id: `${REQUIRED}${name}` };
    },
  },
  load: {
    filter: { id: new RegExp(`^${REQUIRED}`) },
    handler: (id) => ({
      code: `module.exports = require('${id.slice(REQUIRED.length)}');`,
      moduleType: 'js',
      moduleSideEffects: false,
    }),
  },
};

const isOfNode = (id) => id.startsWith(REQUIRED);

/** For rolldown: a bundle of several files, of which a command loads only those that it needs. */
export function bundleOf(input, plugins = []) {
  const files = filesOfStarts();
  return {
    ...COMMON,
    input,
    plugins: [ROWS_AS_THEY_ARE, YOGA_WITHOUT_FETCH, NODE_WITHOUT_THE_REST, files.plugin, ...plugins],
    // What is loaded together is bundled together, even if it is also used separately elsewhere.
    preserveEntrySignatures: 'allow-extension',
    output: {
      format: 'esm',
      comments: { legal: false },
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: { groups: files.groups, includeDependenciesRecursively: false },
    },
  };
}

/** Where the entry finds the commands in the built package. */
export const COMMANDS = 'chunks/run-command';

/**
 * The entry as a single file, without the commands. If it shared chunks with them, `lmon --help` would load several
 * files and take half as long again as bare Node.
 */
export const ENTRY = {
  ...COMMON,
  input: { lmon: 'src/cli.ts' },
  plugins: [
    NODE_WITHOUT_THE_REST,
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
 * What must be loaded before the first line of a log, and before the first frame of a screen. Split by users, as
 * bundlers do it, these would be fifty files, and each takes as long to find and link as ten kilobytes take to compile.
 * So each group is one file, with all of its imports that no group above it contains.
 */
const STARTS = {
  pipe: [/\/src\/commands\/(?:run-command|tail)\.ts$/],
  aws: [/\/src\/aws\/(?:connect|question\/log-page)\.ts$/],
  screen: [/\/src\/commands\/(?:fleet|fleet\/unread-log|names\/named-function|screen\/screen)\.ts$/],
};

/** HTTP/2, which only Kinesis uses, is exported from the same index as what all services need. */
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
          // All files of lmon share the first one, and no other may be loaded for a module of Node.
          if (startOf.size === 0) for (const id of modules.filter(isOfNode)) startOf.set(id, start);
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

/** These modules and everything that they import. */
function reached(begun, importsOf) {
  const seen = new Set(begun);
  // Iterating a set includes what is added on the way.
  for (const id of seen) {
    for (const imported of importsOf(id)) if (!BESIDE_STARTS.test(imported)) seen.add(imported);
  }
  return seen;
}

/** A plugin that replaces one module of a package; the build fails if the package no longer has that module. */
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
 * Yoga carries its WebAssembly as text and decodes it with fetch if there is one. Node's fetch takes 20 ms to load,
 * which would delay the first frame; without it, Yoga decodes the text itself, in a loop over its characters that is
 * slower than a Buffer.
 */
const YOGA_WITHOUT_FETCH = pluginFor('yoga-without-fetch', /yoga-wasm-base64-esm\.js$/, (code, path) => {
  const loop =
    'var b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c}';
  if (!code.includes('typeof fetch') || !code.includes(loop))
    throw new Error(`${path} decodes its WebAssembly in another way: change or drop this plugin`);
  return {
    code: code
      .replaceAll('typeof fetch', '"undefined"')
      .replace(loop, 'var d=Buffer.from(a.slice(37),"base64")}'),
  };
});

/** Ready-made rows are drawn unchanged. */
const ROWS_AS_THEY_ARE = pluginFor('rows-as-they-are', /\/ink\/build\/renderer\.js$/, (code, path) => {
  if (!/output: generatedOutput,\s+outputHeight,/.test(code))
    throw new Error(`${path} no longer gives frames as row-renderer.ts does`);
  return { code: `export { default } from ${JSON.stringify(resolve('src/views/ink/row-renderer.ts'))};` };
});
