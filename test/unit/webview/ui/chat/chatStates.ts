import type { ChatHostMessage, ChatState, MessageView, StatusView } from '../../../../../src/webview/protocol/chat.js';
import { stringKeys, type StringKey } from '../../../../../src/webview/protocol/strings.js';

const strings = Object.fromEntries(stringKeys.map((key) => [key, `<${key}>`])) as Record<StringKey, string>;

export function message(id: string, fields: Partial<MessageView> = {}): MessageView {
  return {
    id,
    role: 'assistant',
    text: '',
    pictures: [],
    attachments: [],
    reasoning: '',
    status: 'complete',
    saved: true,
    createdAt: 0,
    author: '',
    details: '',
    problem: null,
    siblings: null,
    continues: [],
    ...fields,
  };
}

export const idle: StatusView = {
  providerLabel: 'P',
  modelLabel: 'M',
  effortLabel: null,
  parameterLabels: [],
  notice: null,
  welcome: null,
  problem: null,
  turn: null,
};

export function answering(nextSeq = 0, turnId = 't'): StatusView {
  return { ...idle, turn: { id: turnId, messageId: 'answer', nextSeq, waiting: '' } };
}

export function snapshot(fields: Partial<ChatState> = {}): ChatHostMessage {
  return {
    type: 'snapshot',
    state: {
      strings,
      locale: 'en',
      sendOnEnter: true,
      offersTerminal: true,
      status: idle,
      chatId: fields.conversation === null ? 'new' : (fields.conversation?.id ?? 'c'),
      conversation: { id: 'c', title: 'C', updatedAt: 0 },
      details: { lines: [], actions: [] },
      messages: [],
      hasOlder: false,
      targetMessageId: null,
      targetWords: [],
      isPlainText: false,
      draft: '',
      ...fields,
    },
  };
}

export function delta(seq: number, text: string, turnId = 't'): ChatHostMessage {
  return { type: 'delta', turnId, seq, text, reasoning: '' };
}
