const SAYS: Readonly<Record<string, string>> = {
  EEXIST: 'there is such a file already',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what is to hold it is no folder',
  EACCES: 'the folder may not be written to',
  EPERM: 'the folder may not be written to',
  EROFS: 'the file system may only be read',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};

/** Why a file could not be written, in words. */
export function fileTrouble(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const says = 'code' in thrown && typeof thrown.code === 'string' ? SAYS[thrown.code] : undefined;
  return says ?? thrown.message;
}
