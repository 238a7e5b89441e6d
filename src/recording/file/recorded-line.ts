/** Collecting all issues of a megabyte-long line would take gigabytes. */
export const AT_FIRST_ISSUE = { abortEarly: true } as const;

/** Null for text that is no JSON. */
export function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
