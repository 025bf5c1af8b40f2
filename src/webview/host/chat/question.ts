/** A question on its way from a view into its conversation. */
export interface Question {
  /** The id that the question's message gets. */
  readonly messageId: string;
  readonly conversationId: string;
  readonly text: string;
  /** Of what is attached to the draft of the conversation, those that belong to it, in their order. */
  readonly attachmentIds: readonly string[];
}
