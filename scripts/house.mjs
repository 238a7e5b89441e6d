// Checks that the code follows the rules of CONTRIBUTING.md. Usage: node scripts/house.mjs [root]

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';

const project = resolve(import.meta.dirname, '..');
const root = resolve(process.argv[2] ?? project);
process.chdir(root);

const rules = createRequire(import.meta.url)(join(project, '.dependency-cruiser.cjs'));
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join('src', path));

const complaints = [...(await brokenArrows()), ...files.flatMap(brokenHabits)];
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
console.log(`the house stands: ${files.length} files`);

async function brokenArrows() {
  const { output } = await cruise(['src'], { ...rules.options, ruleSet: rules, validate: true });
  const seen = new Set(output.modules.map(({ source }) => source));
  return [
    ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    // Without any files, the checks would pass trivially.
    ...files.filter((file) => !seen.has(file)).map((file) => `unseen-by-the-checker: ${file}`),
  ];
}

function brokenHabits(file) {
  const text = readFileSync(file, 'utf8');
  const complaints = [];
  if (text.split('\n').length > 401 && !/^\/\*\*? ?Long because/.test(text)) {
    complaints.push(`longer-than-400-lines: ${file} (a reason at its top begins with "Long because")`);
  }
  const pure = /^src\/(triage|capacity|logs|lambda|terminal)\//.test(file);
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const impure =
    /\b(Date\.now|Math\.random|performance\.now|new Date\(\)|setTimeout|setInterval|process\.\w+)/.exec(code);
  if (pure && impure) complaints.push(`pure-folders-take-time-as-an-argument: ${file} uses ${impure[1]}`);
  // All strings that Ink passes here were made by lmon.
  const mayCast = /^src\/(terminal\/|views\/ink\/ink-string-width\.ts$)/.test(file);
  if (!mayCast && /\bas\s+(?:readonly\s+)?SafeText\b|(?<![\w$])<\s*SafeText\b/.test(code))
    complaints.push(`safe-text-is-made-only-in-terminal: ${file}`);
  // A cast to an alias of the type would not be found.
  if (!mayCast && /\bSafeText\s+as\b|\btype\s+\w+\s*=(?:[^;{(<[]*[|&])?\s*SafeText\b(?!\s*\[)/.test(code))
    complaints.push(`safe-text-goes-by-its-own-name: ${file}`);
  // Listeners of an already aborted signal are never called. aws checks that itself, because it may import only types.
  const mayListen = /^src\/(aws\/|monitor\/abort\.ts$)/.test(file);
  if (!mayListen && /addEventListener\(\s*['"]abort/.test(code))
    complaints.push(`aborts-are-heard-by-onAbort: ${file}`);
  if (/\b(TODO|FIXME|XXX)\b/.test(text)) complaints.push(`left-open: ${file}`);
  return complaints;
}
