import { comparison } from './json-comparison.ts';
import { jsonTokens } from './json-tokens.ts';
import type { Matcher } from './matcher.ts';

type Field = (text: string) => boolean;

const ANY_FIELDS = 'any fields';
const ANYTHING: Field = () => true;
const CONDITION = /^([A-Za-z_]\w*)\s*(!=|<=|>=|=|<|>)\s*(.+)$/s;
const NAME = /^(?:[A-Za-z_]\w*|\*)$/;

/** The fields of a message: separated by spaces, or enclosed in quotes or brackets. */
const MESSAGE_FIELD = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;

/**
 * Matches messages with as many fields as in `[name, name = value, ...]`, each meeting its condition. `...` stands for
 * any number of fields. Null for an invalid pattern.
 */
export function spaceCondition(pattern: string): Matcher | null {
  const inside = /^\[(.*)\]$/s.exec(pattern)?.[1];
  if (inside === undefined) return null;
  const fields = splitAtCommas(inside).map(fieldOf);
  if (
    fields.length === 0 ||
    fields.includes(null) ||
    fields.filter((field) => field === ANY_FIELDS).length > 1
  )
    return null;
  const ellipsis = fields.indexOf(ANY_FIELDS);
  const wanted = fields.filter((field) => typeof field === 'function');
  const head = ellipsis === -1 ? wanted.length : ellipsis;
  return (message) => {
    const texts = [...message.matchAll(MESSAGE_FIELD)].map(
      ([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? '',
    );
    if (ellipsis === -1 ? texts.length !== wanted.length : texts.length < wanted.length) return false;
    const skipped = texts.length - wanted.length;
    return wanted.every((meets, index) => meets(texts[index < head ? index : index + skipped] ?? ''));
  };
}

/** Commas in quotes and in regular expressions don't separate fields. */
function splitAtCommas(text: string): readonly string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|[^,"%]|["%])+/g) ?? [];
  return parts.map((part) => part.trim());
}

function fieldOf(text: string): Field | typeof ANY_FIELDS | null {
  if (text === '...') return ANY_FIELDS;
  if (NAME.test(text)) return ANYTHING;
  const [, name, operator, value] = CONDITION.exec(text) ?? [];
  if (name === undefined || operator === undefined || value === undefined) return null;
  const [token, ...rest] = jsonTokens(value.trim()) ?? [];
  if (token === undefined || rest.length > 0) return null;
  const holds = comparison(operator, token);
  if (holds === null) return null;
  return operator === '=' || operator === '!='
    ? holds
    : (field) => holds(field === '' ? Number.NaN : Number(field));
}
