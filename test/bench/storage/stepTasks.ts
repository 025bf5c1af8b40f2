/** What `storage-steps` measures. */
export const stepTasks = [
  'import',
  'index after an import',
  'a huge chat deleted for good',
  'erase',
  'check',
  'checkpoint',
  'backup restored',
  'recovery',
  "another window's import",
  'another snapshot merged',
  'exact search',
  'many messages saved at once',
] as const;

export type StepTask = (typeof stepTasks)[number];
