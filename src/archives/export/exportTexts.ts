/** Words in exported documents, in the user's language. `{0}` is filled in. */
export interface ExportTexts {
  readonly you: string;
  readonly assistant: string;
  readonly tool: string;
  readonly untitled: string;
  readonly reasoning: string;
  /** The tool's name. */
  readonly toolCall: string;
  readonly toolResult: string;
  readonly toolFailed: string;
  /** What the file is called, or its kind. */
  readonly attachment: string;
  readonly sources: string;
  readonly interrupted: string;
  readonly failed: string;
  /** How many. */
  readonly otherBranches: string;
  readonly contents: string;
  readonly chats: string;
  /** When. */
  readonly exportedOn: string;
  /** A picture on the web that is not loaded: what it shows, or where it is. */
  readonly webImage: string;
  /** An empty conversation. */
  readonly noMessages: string;
}

/** How dates are written, and in which language the words are. */
export interface ExportLocale {
  /** A BCP 47 tag. */
  readonly language: string;
  /** Of the user's; the system's when it is missing. */
  readonly timeZone?: string;
}

export function filled(template: string, value: string): string {
  return template.replace('{0}', () => value);
}

export function dateFormatter({ language, timeZone }: ExportLocale): (time: number) => string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  // A time beyond what JavaScript knows, which only a damaged history could hold.
  return (time) => (Math.abs(time) <= 8.64e15 ? format.format(time) : String(time));
}
