/**
 * The role or user out of an ARN, which is all that a person wants to know of it: without the path of a user or role,
 * and without the session of a role.
 */
export function callerName(arn: string): string | null {
  const [, kind, path] = /:(assumed-role|federated-user|role|user)\/(.+)$/.exec(arn) ?? [];
  const segments = path?.split('/') ?? [];
  return segments.at(kind === 'assumed-role' ? 0 : -1) ?? null;
}
