// Bundles src into dist: one small entry, and chunks that each command loads as needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { bundleOf, COMMANDS, ENTRY } from './bundle.mjs';

const built = await Promise.all(
  [ENTRY, bundleOf({ [COMMANDS]: 'src/commands/run-command.ts' })].map((options) =>
    // The previous build stays in place until the new one is complete.
    build({ ...options, write: false, output: { ...options.output, minify: true } }),
  ),
);
const chunks = built.flatMap(({ output }) => output);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/chunks', { recursive: true });
for (const { fileName, code } of chunks) {
  const isEntry = fileName === 'lmon.js';
  const text = isEntry ? `#!/usr/bin/env node\n${code}` : code;
  writeFileSync(join('dist', fileName), text, { mode: isEntry ? 0o755 : 0o644 });
}
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  thirdPartyLicenses(chunks.flatMap(({ moduleIds }) => moduleIds)),
);

/** The licence of every package in the bundle, as those licences require. */
function thirdPartyLicenses(modules) {
  const folders = new Set();
  for (const path of modules) {
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
