/** What went wrong or is to be noted, with buttons for the next step. */

/** What a button in the view asks the host to do; the host knows the context. */
export type ActionId =
  | 'set-key'
  | 'retry'
  | 'continue'
  | 'choose-model'
  | 'choose-provider'
  | 'open-settings'
  | 'open-output-limit'
  | 'open-log'
  | 'new-chat'
  | 'undo-title'
  | 'reload-window'
  | 'show-unsaved';

export interface ActionView {
  readonly id: ActionId;
  /** Localised by the host. */
  readonly label: string;
}

/** Something went wrong: what happened, whether anything was lost, what to do next. Localised by the host. */
export interface ProblemView {
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

/** A standing remark above the conversation, such as "answers come from a simulator". */
export interface NoticeView {
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export type ProblemViewMessage =
  /** A button; `messageId` names the message beside which it stood, `null` outside of all. */
  { readonly type: 'action'; readonly action: ActionId; readonly messageId: string | null };
