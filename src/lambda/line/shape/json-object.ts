/** A decoded JSON object. Members are read one by one, because their names may be those of any prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** `text` as a JSON object; null if it is another value, or no JSON at all. */
export function jsonObject(text: string): JsonObject | null {
  try {
    return asJsonObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** `value` as JSON; null for a value nested too deeply. */
export function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

export function asJsonObject(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null;
}

/** The member's own value; undefined if there is none of that name. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textMember(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return typeof value === 'string' ? value : null;
}

/** This many milliseconds are thirty years: no duration, size or count in a Lambda log is as large. */
const TOO_GREAT = 1e12;

/** Null for anything but a number of 0 or more within Lambda's range. */
export function amountMember(object: JsonObject, name: string): number | null {
  const value = member(object, name);
  return typeof value === 'number' && value >= 0 && value < TOO_GREAT ? value : null;
}

export function objectMember(object: JsonObject, name: string): JsonObject | null {
  return asJsonObject(member(object, name));
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
