import { effect } from '@preact/signals';
import { render } from 'preact';
import type { HostMessage, ViewMessage } from '../protocol/protocol.js';
import { AttachmentImages } from './attachments/attachmentImages.js';
import { SourceChangesModel } from './attachments/sourceChangesModel.js';
import { FileUploads } from './attachments/fileUploads.js';
import { ImageScalings } from './attachments/imageScalings.js';
import { ChatContext, type Chat } from './chatContext.js';
import { ChatStore } from './chat/chatStore.js';
import { App } from './App.js';
import { Delivery } from './delivery/delivery.js';
import { OutboxCopy, tabStorage } from './delivery/outboxCopy.js';
import { ViewMemory } from './delivery/viewMemory.js';
import { CompletionModel } from './completion/completionModel.js';
import { ErrorReporter } from './errorReporter.js';
import { FollowScroll } from './chat/followScroll.js';
import { ConversationListModel } from './conversationList/conversationListModel.js';
import { ChordKeys } from './common/chordKeys.js';
import { isMac } from './common/keys.js';
import { connectHost } from './host.js';
import { hostMessageOf } from './hostMessage.js';
import { HighlighterClient } from './markdown/highlighterClient.js';
import { PictureLoads } from './pictures/pictureLoads.js';
import { startHighlightThread } from './markdown/startHighlightThread.js';

/** How often the host is told at most that an answer is shown as it grows, in milliseconds. */
const confirmationMs = 1_000;
let confirmation: ReturnType<typeof setTimeout> | undefined;

const host = connectHost();
const reporter = new ErrorReporter(host);
reporter.listen(window);

const place = document.body.dataset['place'] === 'side-bar' ? 'side-bar' : 'panel';
const memory: ViewMemory = new ViewMemory(host.restore(), (state) => {
  copy.write(state);
  host.remember(state);
});
const copy = new OutboxCopy(tabStorage(), place, memory.restored.viewId);
const delivery = new Delivery(host.post, memory, copy, (request) => store.takeRefused(request));
const post = (message: ViewMessage): void => delivery.post(message);
const store: ChatStore = new ChatStore({
  post,
  requestFrame: (callback) => requestAnimationFrame(callback),
  outbox: delivery.outbox,
});
const conversations = new ConversationListModel(post);
const pictures = new PictureLoads(post);
const attachmentImages = new AttachmentImages(post);
const sourceChanges = new SourceChangesModel(post);
const uploads = new FileUploads(store.attachments, post);
const scalings = new ImageScalings(post);
const completion = new CompletionModel(post);
const chat: Chat = {
  place,
  store,
  conversations,
  link: delivery.link,
  memory,
  post,
  reporter,
  highlighter: new HighlighterClient(startHighlightThread, (error) => reporter.report(error)),
  scroll: new FollowScroll(),
  pictures,
  attachmentImages,
  sourceChanges,
  uploads,
  completion,
};

effect(() => {
  if (store.settings.value !== null) memory.set({ conversationId: store.chatId.value });
});
store.isListOpen.value = memory.restored.listOpen;
effect(() => memory.set({ listOpen: store.isListOpen.value }));
effect(() => memory.setSoon({ search: conversations.search.text.value }));
// What was typed last is on its way before the page goes, however it goes.
for (const event of ['pagehide', 'blur']) window.addEventListener(event, keepAll);
document.addEventListener('visibilitychange', keepAll);
let isUsed = false;
// Not by the focus, which the editor gives to the active panel when one of its own lists is closed.
for (const event of ['pointerdown', 'keydown']) window.addEventListener(event, noteUse, { capture: true });
window.addEventListener('blur', () => (isUsed = false));
const chords = new ChordKeys(isMac);
window.addEventListener('keydown', (event) => chords.take(event), { capture: true });
window.addEventListener('blur', () => chords.leave());
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = hostMessageOf(event, window.origin);
  if (message !== undefined) receive(message);
});

render(
  <ChatContext.Provider value={chat}>
    <App />
  </ChatContext.Provider>,
  document.getElementById('app')!,
);
delivery.start(memory.restored.anchor?.messageId ?? null);
if (memory.restored.search !== '') conversations.search.type(memory.restored.search);

/** Once until the cursor is elsewhere. */
function noteUse(): void {
  if (!isUsed) post({ type: 'used' });
  isUsed = true;
}

function keepAll(): void {
  delivery.outbox.flush();
  memory.flush();
}

function receive(message: HostMessage): void {
  delivery.link.hear();
  dispatch(message);
  if (message.type === 'snapshot') {
    delivery.snapshotIsShown();
    pictures.askAgain();
    attachmentImages.askAgain();
    scalings.askAgain();
    sourceChanges.askAgain();
    confirmShown(message.state.chatId);
  }
  if (message.type === 'message' || message.type === 'delta') confirmShownSoon();
  // Whoever waits for more notices when it does not come.
  if (delivery.outbox.entries.peek().length > 0 || store.status.peek().turn !== null) delivery.link.expectAnswer();
}

/** That what an answer brings is shown, once in a while. */
function confirmShownSoon(): void {
  confirmation ??= setTimeout(() => {
    confirmation = undefined;
    confirmShown(store.chatId.peek());
  }, confirmationMs);
}

/** Not in a frame: a page that is hidden draws none. */
function confirmShown(conversationId: string): void {
  setTimeout(() => {
    document.body.getBoundingClientRect();
    setTimeout(() => post({ type: 'shown', conversationId }));
  });
}

/** Hands a message to the model of its feature: one that is named for none goes to the chat, and does not compile. */
function dispatch(message: HostMessage): void {
  switch (message.type) {
    case 'acknowledged':
    case 'refused':
    case 'pong':
      return delivery.receive(message);
    case 'list-page':
    case 'list-rows':
    case 'list-stale':
    case 'list-hits':
    case 'list-labels':
      return conversations.receive(message);
    case 'picture-piece':
    case 'picture-gone':
      return pictures.receive(message);
    case 'attachments':
    case 'attach-ended':
    case 'attach-settled':
      return store.attachments.receive(message);
    case 'source-changes':
      return sourceChanges.receive(message);
    case 'piece-taken':
      return uploads.receive(message);
    case 'completions':
      return completion.receive(message);
    case 'prompt-text':
      return store.prompts.receive(message);
    case 'attachment-piece':
    case 'attachment-gone':
      return attachmentImages.receive(message);
    case 'scale-image':
    case 'scale-piece':
    case 'scale-gone':
    case 'scaled-taken':
      return scalings.receive(message);
    default:
      return store.receive(message);
  }
}
