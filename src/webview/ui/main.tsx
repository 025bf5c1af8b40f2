import { effect } from '@preact/signals';
import { render } from 'preact';
import type { HostMessage } from '../protocol.js';
import { ChatContext, type Chat } from './chatContext.js';
import { ChatStore } from './chatStore.js';
import { App } from './components/App.js';
import { DraftSaver } from './draftSaver.js';
import { ErrorReporter } from './errorReporter.js';
import { FollowScroll } from './followScroll.js';
import { connectHost } from './host.js';
import { HighlighterLoader } from './markdown/highlighterLoader.js';

const host = connectHost();
const reporter = new ErrorReporter(host);
reporter.listen(window);

const draftSaver = new DraftSaver(host.post);
draftSaver.listen(window);

const store = new ChatStore(host.post, (callback) => requestAnimationFrame(callback), draftSaver);
const chat: Chat = {
  store,
  post: host.post,
  reporter,
  highlighter: new HighlighterLoader(
    async () => (await import('./markdown/highlighter.js')).highlight,
    (error) => reporter.report(error),
  ),
  scroll: new FollowScroll(),
};

effect(() => {
  if (store.frame.value !== null) host.remember({ conversationId: store.conversation.value?.id ?? null });
});
window.addEventListener('message', (event: MessageEvent<HostMessage>) => store.receive(event.data));

render(
  <ChatContext.Provider value={chat}>
    <App />
  </ChatContext.Provider>,
  document.getElementById('app')!,
);
host.post({ type: 'view-ready' });
