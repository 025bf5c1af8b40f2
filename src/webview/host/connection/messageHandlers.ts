/**
 * A handler for every message of a feature: a forgotten one does not compile. `madeAt` is given for a request of an earlier page: Unix
 * milliseconds, by the clock of the view.
 */
export type MessageHandlers<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: (
    message: Extract<Message, { readonly type: Type }>,
    madeAt?: number,
  ) => Promise<void> | void;
};
