import { effect } from '@preact/signals';
import { render } from 'preact';
import type { HostMessage } from '../protocol/protocol.js';
import { ChatContext, type Chat } from './chatContext.js';
import { ChatStore } from './chat/chatStore.js';
import { App } from './App.js';
import { DraftSaver } from './chat/draftSaver.js';
import { ErrorReporter } from './errorReporter.js';
import { FollowScroll } from './chat/followScroll.js';
import { ConversationListModel } from './conversationList/conversationListModel.js';
import { connectHost } from './host.js';
import { hostMessageOf } from './hostMessage.js';
import { HighlighterClient } from './markdown/highlighterClient.js';
import { startHighlightThread } from './markdown/startHighlightThread.js';

const host = connectHost();
const reporter = new ErrorReporter(host);
reporter.listen(window);

const draftSaver = new DraftSaver(host.post);
draftSaver.listen(window);

const store = new ChatStore(host.post, (callback) => requestAnimationFrame(callback), draftSaver);
const conversations = new ConversationListModel(host.post);
const chat: Chat = {
  store,
  conversations,
  post: host.post,
  reporter,
  highlighter: new HighlighterClient(startHighlightThread, (error) => reporter.report(error)),
  scroll: new FollowScroll(),
};

effect(() => {
  if (store.settings.value !== null) host.remember({ conversationId: store.conversation.value?.id ?? null });
});
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = hostMessageOf(event, window);
  if (message !== undefined) receive(message);
});

render(
  <ChatContext.Provider value={chat}>
    <App />
  </ChatContext.Provider>,
  document.getElementById('app')!,
);
host.post({ type: 'view-ready' });

/** Hands a message to the model of its feature: one that is named for none goes to the chat, and does not compile. */
function receive(message: HostMessage): void {
  switch (message.type) {
    case 'list-page':
    case 'list-rows':
    case 'list-stale':
    case 'list-hits':
    case 'list-labels':
      return conversations.receive(message);
    default:
      return store.receive(message);
  }
}
