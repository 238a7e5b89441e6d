/** What raised the flag. */
export type FlagReason =
  | 'rejecting now'
  | 'at the limit now'
  | 'steady load'
  | 'rising'
  | 'coming back'
  | 'as before';
