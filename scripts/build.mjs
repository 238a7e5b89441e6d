// Bundles src into dist: one small entry, and chunks that are loaded when a command needs them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
rmSync('dist', { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: { lmon: 'src/cli.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  jsx: 'automatic',
  // The AWS SDK offers CommonJS first on Node: it can't be tree-shaken, and import() would lose its names.
  mainFields: ['module', 'main'],
  conditions: ['module'],
  // React's development build keeps a performance entry for every render, for ever (facebook/react#35761).
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
    LMON_VERSION: JSON.stringify(version),
  },
  // Ink imports its developer tools on demand; left external, esbuild would hoist them to a top-level import.
  alias: { 'react-devtools-core': './scripts/empty-module.mjs' },
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});

const entry = 'dist/lmon.js';
writeFileSync(entry, `#!/usr/bin/env node\n${readFileSync(entry, 'utf8')}`, { mode: 0o755 });
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafile));

/** The licence of every package that is inside the bundle: their terms ask that it goes along. */
function thirdPartyLicenses({ inputs }) {
  const folders = new Set();
  for (const path of Object.keys(inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) folders.add(match[1]);
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '';
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
