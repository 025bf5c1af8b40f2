/** What `storage-steps` measures; checkpoints are `checkpoint-stall`'s. */
export const stepTasks = [
  'import',
  'index after an import',
  'a huge chat deleted for good',
  'erase',
  'check',
  'backup restored',
  'recovery',
  "another window's import",
  'another snapshot merged',
  'exact search',
  'many messages saved at once',
  'a message of 10 MB indexed',
  'a message of 10 MB deleted for good',
] as const;

export type StepTask = (typeof stepTasks)[number];
