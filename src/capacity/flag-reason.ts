/** The part of the judgement that raised the flag. */
export type FlagReason =
  | 'rejecting now'
  | 'at the limit now'
  | 'steady load'
  | 'rising'
  | 'coming back'
  | 'as before';
