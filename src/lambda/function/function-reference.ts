/** A function as AWS lets users refer to it. */
export interface FunctionReference {
  readonly name: string;
  /** A version or an alias; null if only the function was named. */
  readonly qualifier: string | null;
  /** Null if the name does not say. */
  readonly region: string | null;
  readonly accountId: string | null;
}

/** Whether a qualifier is a version; an alias is never a number. */
export function isVersion(qualifier: string): boolean {
  return /^(?:\$LATEST|\d+)$/.test(qualifier);
}

const REFERENCE =
  /^(?:(?:arn:aws[\w-]*:lambda:(?<region>[a-z0-9-]+):)?(?<accountId>\d{12}):function:|function:)?(?<name>[A-Za-z0-9_-]{1,140})(?::(?<qualifier>\$LATEST|[A-Za-z0-9_-]{1,128}))?$/;

/**
 * Parses `my-function`, a partial ARN or a whole ARN, each with an optional version or alias after a colon. Null for
 * anything else.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html#API_GetFunctionConfiguration_RequestSyntax
 */
export function functionReference(text: string): FunctionReference | null {
  const groups = REFERENCE.exec(text)?.groups;
  const name = groups?.['name'];
  if (groups === undefined || name === undefined) return null;
  return {
    name,
    qualifier: groups['qualifier'] ?? null,
    region: groups['region'] ?? null,
    accountId: groups['accountId'] ?? null,
  };
}
