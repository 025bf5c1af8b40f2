/** What went wrong or is to be noted, with buttons for the next step. */

/** What a button in the view asks the host to do; the host knows the context. */
export type ActionId =
  | 'set-key'
  | 'retry'
  | 'continue'
  | 'choose-model'
  | 'choose-provider'
  | 'choose-effort'
  | 'choose-parameters'
  | 'open-settings'
  | 'open-background-settings'
  | 'open-privacy-settings'
  | 'open-workspace-settings'
  | 'confirm-address'
  | 'connect-provider'
  | 'connect-local-server'
  | 'connect-vscode-models'
  | 'open-walkthrough'
  | 'open-log'
  | 'new-chat'
  | 'remove-attachments'
  | 'undo-title'
  | 'reload-window'
  | 'dismiss-notice'
  | 'dismiss-problem'
  | 'show-unsaved';

export interface ActionView {
  readonly id: ActionId;
  /** Localised by the host. */
  readonly label: string;
}

/** Something went wrong: what happened, whether anything was lost, what to do next. Localised by the host. */
export interface ProblemView {
  /** One sentence. */
  readonly title: string;
  /** More for those who ask for it, such as the vendor's own words; may be empty. */
  readonly detail: string;
  readonly actions: readonly ActionView[];
  /** The user's own doing: said in passing. */
  readonly isQuiet?: boolean;
}

/** A standing remark above the conversation, such as "answers come from a simulator". */
export interface NoticeView {
  /** What somebody else has decided: always shown in full; may be empty. */
  readonly lead: string;
  readonly text: string;
  readonly actions: readonly ActionView[];
}

/** What a new chat offers as long as nobody can be asked. Localised by the host. */
export interface WelcomeView {
  readonly title: string;
  readonly text: string;
  readonly choices: readonly WelcomeChoice[];
}

export interface WelcomeChoice {
  readonly action: ActionView;
  readonly hint: string;
}

export type ProblemViewMessage =
  /** A button; `messageId` names the message beside which it stood, `null` outside of all. */
  { readonly type: 'action'; readonly action: ActionId; readonly messageId: string | null };
