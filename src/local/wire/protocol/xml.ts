import { Timestamp } from '../timestamp.ts';

/**
 * `value` as the content of an XML element, in the manner of AWS Query: a list is a run of `<member>`, a timestamp is
 * ISO 8601, an absent member leaves nothing.
 */
function xmlContent(value: unknown): string {
  if (value instanceof Timestamp) return new Date(value.epochMs).toISOString();
  if (Array.isArray(value)) return value.map((item) => xmlElement('member', item)).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => xmlElement(name, member))
      .join('');
  }
  return escapedXml(String(value));
}

export function xmlElement(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${xmlContent(value)}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapedXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
